"""What is worth a look before a report is sent: kind, never in the way, but for a report without a word."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.language import gettext as _
from app.language import ngettext
from app.pages.peer_review_report import AreaShown, ReportShown
from app.services.gentle_notes import notes_on

PLENTY = 8
"""Recommendations that a school can act on in a year."""


@dataclass(frozen=True, slots=True)
class Flag:
    """`where` is the page and place to look at, from the report's own address on."""

    kind: str
    label: str
    where: str


@dataclass(frozen=True, slots=True)
class FlagGroup:
    """Flags of one kind, under why they are worth a look."""

    kind: str
    title: str
    why: str
    flags: list[Flag]


def flags_of(shown: ReportShown) -> list[Flag]:
    """Everything worth a look, in the order of the report."""
    flags = [flag for area in shown.areas for flag in _of_area(area)]
    if not shown.overall:
        flags.append(Flag("overall", _("Overall summary"), "#report.overall"))
    else:
        flags += _of_words(shown.overall, _("Overall summary"), "#report.overall")
    count = len(shown.recommendations)
    if count > PLENTY:
        label = ngettext("%(n)s recommendation", "%(n)s recommendations", count) % {"n": count}
        flags.append(Flag("many", label, ""))
    return flags


def flags_by_kind(shown: ReportShown) -> list[FlagGroup]:
    """Groups with something in them, the most helpful first."""
    found = flags_of(shown)
    groups = [
        FlagGroup(kind, title, why, [one for one in found if one.kind == kind])
        for kind, (title, why) in _kinds().items()
    ]
    return [group for group in groups if group.flags]


def _kinds() -> dict[str, tuple[str, str]]:
    return {
        "pupil": (
            _("Might identify a pupil"),
            _("Take out names, numbers and birth dates. The report is about the school."),
        ),
        "strength": (
            _("No strength yet beside an area for development"),
            _("Readers believe areas for development when strengths come first."),
        ),
        "evidence": (
            _("A recommendation that rests on nothing yet"),
            _("Tick the notes or evidence behind it. The school will ask what you saw."),
        ),
        "comment": (
            _("Judged differently from the school, without a comment"),
            _("One sentence on what you saw starts the conversation."),
        ),
        "language": (
            _("Words about what pupils lack"),
            _("You could say what provision enables instead."),
        ),
        "many": (
            _("A long list of recommendations"),
            _("Schools act on a few. Which ones would you keep if you had to choose three?"),
        ),
        "overall": (
            _("No overall summary yet"),
            _("It is what the headteacher reads first. Three sentences are enough."),
        ),
        "empty": (
            _("Areas without a word"),
            _("That is fine where you did not look. The report says so plainly."),
        ),
    }


def _of_area(area: AreaShown) -> Iterator[Flag]:
    here, place = f"/areas/{area.code}", f"report/{area.code}"
    if area.is_empty:
        yield Flag("empty", area.title, here)
        return
    if area.developments and not area.strengths:
        yield Flag("strength", area.title, f"{here}#{place}.strengths")
    for one in area.recommendations:
        label = _("%(area)s: %(words)s") % {"area": area.title, "words": one.text[:80]}
        if not any(ref.is_there for ref in one.refs):
            yield Flag("evidence", label, f"{here}#{one.place}.text")
        yield from _of_words(one.text, label, f"{here}#{one.place}.text")
    for item in area.items:
        label, where = f"{item.item.code}: {item.item.statement}", f"{here}#{item.item.code}"
        if item.differs and not item.comment:
            yield Flag("comment", label, where)
        yield from _of_words(item.comment, label, where)
    for name, words in (("strengths", area.strengths), ("developments", area.developments)):
        yield from _of_words(words, area.title, f"{here}#{place}.{name}")


def _of_words(words: str, label: str, where: str) -> Iterator[Flag]:
    for note in notes_on(words):
        yield Flag(note.key, f"{label}. {note.sentence}", where)
