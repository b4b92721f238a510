"""The worksheet on paper: as it is filled in, with what was said and what comes next; or blank, to write by hand."""

from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session, col, func, select

from app import clock
from app.documents.paper import Block, Heading, Paper, Table, WritingSpace, said
from app.documents.paper_html import paper_to_html
from app.language import day, moment
from app.language import gettext as _
from app.models.coaching import CoachingText
from app.models.coaching_fields import COACH, PRIVATE_NOTES, SHARED_NOTES, WORKSHEET
from app.models.schools import School
from app.models.self_evaluation_sheet import Sheet
from app.pages.coaching import attendance_of
from app.pages.coaching_worksheet import answer_in_words
from app.pages.documents import Described, DocumentPage
from app.pages.documents_frame import frame
from app.review_framework.coaching_types import Coaching, Prompt
from app.review_framework.coaching_types import CoachingSession as Defined
from app.review_framework.loader import latest_framework
from app.review_framework.vocabulary import vocabulary
from app.services.coaching import CoachingSeat
from app.services.coaching_next_steps import NextStep, next_steps_in
from app.services.coaching_texts import read_seat_texts

COACHING_WORKSHEET = "coaching-worksheet"
BLANK_WORKSHEET = "coaching-worksheet-blank"
EMPTY_ROWS = 4


def described() -> dict[str, Described]:
    words = {
        COACHING_WORKSHEET: (
            _("Coaching worksheet"),
            _("Your answers, what was said in the session, and the next steps. To bring along, and to keep."),
        ),
        BLANK_WORKSHEET: (
            _("Blank coaching worksheet"),
            _("Every question with room to write. For a quiet half hour away from a screen."),
        ),
    }
    return {code: Described(code, *text) for code, text in words.items()}


def build_worksheet(session: Session, seat: CoachingSeat) -> Paper | None:
    """As this side may have it, without anything that a coach notes for themselves. None for the coach while the
    school does not share it.
    """
    if not seat.desk.is_school and seat.row.shared_at is None:
        return None
    # Held back here once more, whoever asks: paper goes from hand to hand.
    sheet = read_seat_texts(session, seat).only(lambda key: key.field != PRIVATE_NOTES)
    steps = [one for one in next_steps_in(sheet) if not one.removed]
    notes = sheet.value(COACH, SHARED_NOTES)
    blocks: list[Block] = [Heading(_("Before the session"))]
    for prompt in seat.defined.prompts:
        blocks += _answered(prompt, sheet)
    blocks += [Heading(_("In the session"))]
    blocks += [said(f"{value}.", label=f"{label}:") for label, value in attendance_of(seat.row)[:2]]
    blocks += [said(notes or _("No notes yet."), label=_("Notes:"), quiet=not notes)]
    blocks += [Heading(_("Next steps")), _steps_table(steps) if steps else said(_("None agreed yet."), quiet=True)]
    return _frame(
        seat.desk.school,
        seat.definition,
        seat.defined,
        title=_("Coaching worksheet"),
        dated=_last_change(session, seat),
        status=_shared(seat),
        facts=((_("Coach"), seat.coach_name or _("not named yet")), (_("When"), _when(seat))),
        blocks=blocks,
    )


def blank_worksheet(definition: Coaching, defined: Defined, *, school: School | None, dated: date) -> Paper:
    """Nobody's words are in it."""
    blocks: list[Block] = [
        said(_("Write about provision and practice. Do not write about a pupil who could be recognised.")),
        Heading(_("Before the session")),
    ]
    for prompt in defined.prompts:
        blocks += [Heading(prompt.label, 2)]
        blocks += [said(prompt.hint, quiet=True)] if prompt.hint else []
        if prompt.choices:
            blocks += [said(f"☐ {one.label}") for one in prompt.choices]
        else:
            blocks += [WritingSpace(_("Your answer"), 5)]
    rows = tuple((str(number), "", "", "") for number in range(1, EMPTY_ROWS + 1))
    blocks += [
        Heading(_("In the session")),
        WritingSpace(_("Notes"), 6),
        Heading(_("Next steps")),
        Table(
            _("What you agree to do next"),
            (_("Number"), _("What"), _("Who"), _("By when")),
            rows,
            shares=(2, 10, 5, 4),
            to_write_in=True,
        ),
    ]
    return _frame(
        school,
        definition,
        defined,
        title=_("Coaching worksheet"),
        dated=dated,
        status=_("Blank"),
        facts=((_("Length"), length_in_words(defined)), (_("Who comes"), who_comes(defined))),
        blocks=blocks,
    )


def build_document(session: Session, seat: CoachingSeat, code: str) -> Paper | None:
    """Raises KeyError."""
    if code == BLANK_WORKSHEET:
        dated = clock.in_london(seat.desk.review.started_at).date()
        return blank_worksheet(seat.definition, seat.defined, school=seat.desk.school, dated=dated)
    if code == COACHING_WORKSHEET:
        return build_worksheet(session, seat)
    raise KeyError(code)


def coaching_html(session: Session, seat: CoachingSeat, code: str) -> str | None:
    """The document ready for `render_pdf`."""
    paper = build_document(session, seat, code)
    return paper_to_html(paper) if paper else None


def file_name(seat: CoachingSeat, code: str, paper: Paper, ending: str) -> str:
    """`coaching-worksheet-coaching-2-100001-2027-03-03.docx`."""
    return f"{code}-{seat.defined.code.replace('_', '-')}-{paper.urn}-{paper.dated.isoformat()}.{ending}"


def length_in_words(defined: Defined) -> str:
    if defined.minutes == defined.minutes_at_most:
        return _("%(minutes)s minutes") % {"minutes": defined.minutes}
    return _("%(least)s to %(most)s minutes") % {"least": defined.minutes, "most": defined.minutes_at_most}


def who_comes(defined: Defined) -> str:
    roles = vocabulary("school_roles")
    return ", ".join(roles.label(code) for code in defined.must_attend)


@dataclass(frozen=True, slots=True)
class CoachingDocumentPage(DocumentPage):
    """One document of a session."""

    @classmethod
    def of(cls, seat: CoachingSeat, code: str, paper: Paper, *, state: str) -> "CoachingDocumentPage":
        status = f"{paper.status} · {paper.dated_in_words}"
        here = f"{seat.path}/documents/{code}"
        return cls(described()[code], here, seat.path, seat.defined.title, status, state)


def _answered(prompt: Prompt, sheet: Sheet) -> list[Block]:
    value = sheet.value(WORKSHEET, prompt.code)
    answer = answer_in_words(prompt, value) if value else _("Not answered.")
    return [Heading(prompt.label, 2), said(answer, quiet=not value)]


def _steps_table(steps: list[NextStep]) -> Table:
    roles = vocabulary("school_roles")
    rows = []
    for number, one in enumerate(steps, start=1):
        who = ", ".join(filter(None, (one.who, roles.label(one.role) if one.role in roles else "")))
        rows.append((str(number), one.text, who, day(one.due) if one.due else ""))
    columns = (_("Number"), _("What"), _("Who"), _("By when"))
    return Table(_("What was agreed to do next"), columns, tuple(rows), shares=(2, 10, 5, 4))


def _shared(seat: CoachingSeat) -> str:
    return _("Shared with the coach") if seat.row.shared_at else _("The school’s own")


def _when(seat: CoachingSeat) -> str:
    return moment(seat.row.starts_at) if seat.row.starts_at else _("not booked yet")


def _last_change(session: Session, seat: CoachingSeat) -> date:
    """Of the words on the paper: a note that a coach keeps to themselves does not date it."""
    latest = None
    if seat.is_stored:
        latest = session.exec(
            select(func.max(CoachingText.changed_at)).where(
                CoachingText.session_id == seat.id, col(CoachingText.field) != PRIVATE_NOTES
            )
        ).first()
    return clock.in_london(latest or seat.desk.review.started_at).date()


def _frame(  # noqa: PLR0913  A document has this many parts, each named where it is called.
    school: School | None,
    definition: Coaching,
    defined: Defined,
    *,
    title: str,
    dated: date,
    status: str,
    facts: tuple[tuple[str, str], ...],
    blocks: list[Block],
) -> Paper:
    made = frame(
        school,
        latest_framework("wss-mainstream"),
        title=title,
        kicker=defined.title,
        about=defined.about,
        dated=dated,
        status=status,
        is_draft=False,
        facts=((_("Session"), defined.title), *facts),
        blocks=tuple(blocks),
    )
    source = _("%(title)s, version %(version)s") % {"title": definition.title, "version": definition.version}
    return replace(made, framework=source)
