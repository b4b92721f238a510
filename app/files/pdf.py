"""PDFs, written anew from their pages: refused where something in them would act, not just be read."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf

from app.files.kinds import FileRefused
from app.language import gettext as _

MOST_OBJECTS = 300_000
ACTS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/RichMediaExecute", "/Rendition", "/Movie", "/Sound"}
ACTS |= {"/GoToE", "/GoToR"}
SCRIPTS = {"/JS", "/JavaScript", "/XFA"}
HOLDS_FILES = {"/EmbeddedFiles", "/EmbeddedFile", "/EF"}
PLAYS = {"/RichMedia", "/Screen", "/3D", "/FileAttachment"}


def rewritten(content: bytes) -> bytes:
    """The same pages in a file of our own making: nothing before them, nothing behind. Raises FileRefused."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise FileRefused(_locked())
            if len(pdf.objects) > MOST_OBJECTS or not len(pdf.pages):
                raise FileRefused(_damaged())
            for thing in _everything(pdf):
                _refuse_what_acts(thing)
            out = BytesIO()
            pdf.save(out, deterministic_id=True)
            return out.getvalue()
    except pikepdf.PasswordError:
        raise FileRefused(_locked()) from None
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, TypeError, RuntimeError, MemoryError) as error:
        if isinstance(error, FileRefused):
            raise
        raise FileRefused(_damaged()) from None


def _everything(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary of the file, also those inside others. What one refers to is an object of its own."""
    for top in (pdf.trailer, *pdf.objects):
        waiting: list[pikepdf.Object] = [top]
        while waiting:
            thing = waiting.pop()
            if isinstance(thing, pikepdf.Stream):
                thing = thing.stream_dict
            inside: list[object] = []
            if isinstance(thing, pikepdf.Dictionary):
                yield thing
                inside = list(thing.values())
            elif isinstance(thing, pikepdf.Array):
                inside = list(thing)
            waiting += [one for one in inside if isinstance(one, pikepdf.Object) and not one.is_indirect]


def _refuse_what_acts(thing: pikepdf.Object) -> None:
    keys = set(thing.keys())
    action, subtype, kind = (str(thing.get(name, "")) for name in ("/S", "/Subtype", "/Type"))
    if keys & SCRIPTS or action == "/JavaScript":
        raise FileRefused(_("This PDF contains a script (JavaScript). Print it to a new PDF, and send that."))
    if action in ACTS:
        raise FileRefused(
            _("This PDF starts something when it is opened or clicked. Print it to a new PDF, and send that.")
        )
    if keys & HOLDS_FILES or kind == "/EmbeddedFile" or subtype == "/FileAttachment":
        raise FileRefused(_("This PDF has other files inside. Print it to a new PDF, or send each file by itself."))
    if subtype in PLAYS:
        raise FileRefused(_("This PDF has film, sound or moving parts inside. Print it to a new PDF, and send that."))


def _locked() -> str:
    return _("This PDF is locked with a password, so nobody could check or open it. Save it without one.")


def _damaged() -> str:
    return _("This PDF is damaged or incomplete. Open it, print it to a new PDF, and send that.")
