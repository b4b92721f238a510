"""A file with a piece of evidence as it is shown, and how old the evidence is in words."""

from dataclasses import dataclass
from datetime import date

from app import clock
from app.files.kinds import FileKind
from app.language import day, moment, ngettext
from app.language import gettext as _
from app.models.evidence import EvidenceFile


@dataclass(frozen=True, slots=True)
class FileView:
    """A file as a link, and what became of it in a sentence."""

    id: int
    name: str
    href: str
    page: str
    """Where it can be replaced, removed or put back."""
    about: str
    """Its kind and size."""
    added: str
    ended: str
    """Empty for the one that stands."""
    is_image: bool

    @classmethod
    def of(cls, file: EvidenceFile, *, href: str = "") -> "FileView":
        """`href` where it is read from elsewhere than the school's own pages."""
        assert file.id is not None
        who = {"who": file.actor_name, "when": moment(file.at)}
        added = _("Put back by %(who)s on %(when)s") if file.restores_id else _("Added by %(who)s on %(when)s")
        ended = ""
        if file.removed_at:
            ended = _("removed or replaced by %(who)s on %(when)s") % {
                "who": file.removed_by_name,
                "when": moment(file.removed_at),
            }
        return cls(
            file.id,
            file.name,
            href or f"/reviews/{file.review_id}/evidence-files/{file.id}",
            f"/reviews/{file.review_id}/items/{file.place.replace('/', '/evidence/')}/file",
            f"{kind_label(FileKind(file.kind))}, {size_label(file.size)}",
            added % who,
            ended,
            file.is_image,
        )


def kind_label(kind: FileKind) -> str:
    return {
        FileKind.DOCX: _("Word"),
        FileKind.XLSX: _("Excel"),
        FileKind.PPTX: _("PowerPoint"),
        FileKind.TEXT: _("Text"),
        FileKind.CSV: _("Table (CSV)"),
        FileKind.WEBP: _("Picture (WebP)"),
        FileKind.PNG: _("Picture (PNG)"),
        FileKind.JPEG: _("Picture (JPEG)"),
        FileKind.PDF: _("PDF"),
    }[kind]


def size_label(size: int) -> str:
    if size < 1_000_000:
        return _("%(size)s kB") % {"size": max(1, round(size / 1_000))}
    return _("%(size)s MB") % {"size": f"{size / 1_000_000:.1f}"}


def age_of(dated: date) -> str:
    """How old the evidence is, to the day it is read: “Dated 3 March 2026, 8 months ago”."""
    today = clock.today()
    said = _("Dated %(day)s") % {"day": day(dated)}
    months = (today.year - dated.year) * 12 + today.month - dated.month - (today.day < dated.day)
    days = (today - dated).days
    if days < 0:
        return said
    if months > 12 or (months == 12 and (today.month, today.day) != (dated.month, dated.day)):
        ago = _("more than a year old")
    elif months == 12:
        ago = _("a year ago")
    elif months:
        ago = ngettext("%(n)s month ago", "%(n)s months ago", months) % {"n": months}
    elif days:
        ago = ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}
    else:
        ago = _("today")
    return f"{said}, {ago}"
