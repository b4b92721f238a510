"""The pages on which a report changes hands: comments, sending, returning, signing, opening again."""

from dataclasses import dataclass

from app.access.guard import Allowed
from app.language import gettext as _
from app.models.peer_review_report import PeerReportVersion, ReportState
from app.models.self_evaluation_sheet import Sheet
from app.pages.action_plan_beside import InPlan, recommendations_in_plan
from app.pages.peer_review_report import RefShown, ReportShown, report_shown
from app.pages.peer_review_report_check import FlagGroup, flags_by_kind
from app.pages.peer_review_report_overview import Opened
from app.pages.self_evaluation_views import FieldView, view_field
from app.services.peer_review import Seat, may_still_read
from app.services.peer_review_report_state import list_versions
from app.services.peer_review_report_texts import (
    of_report,
    read_accuracy,
    read_draft,
    read_school_sheet,
    readable_report,
    version_sheet,
)
from app.services.texts_forms import Outcome

OVERALL = "overall"


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of the report that the host can say something to. `name` stands in the address of what is said."""

    name: str
    heading: str
    words: str
    refs: list[RefShown]
    judgements: tuple[str, str] | None = None
    """The school's and the reviewer's, of an item."""
    differs: bool = False
    where: str = ""
    """Where the reviewer writes it, from the report's address on."""


@dataclass(frozen=True, slots=True)
class PassageTalk:
    passage: Passage
    comment: FieldView
    reply: FieldView


@dataclass(frozen=True, slots=True)
class CommentsPage:
    opened: Opened
    groups: list[tuple[str, list[PassageTalk]]]
    """By area, under its title."""
    gone: list[PassageTalk]
    """About passages that are no longer in the report."""
    can_comment: bool
    can_reply: bool
    count: int
    """Of comments."""
    clashes: int
    errors: list[tuple[str, str]]

    @classmethod
    def of(cls, allowed: Allowed[Seat], outcome: Outcome | None = None) -> "CommentsPage":
        opened, session = Opened.of(allowed), allowed.session
        sheet = readable_report(session, opened.seat, opened.report)
        if opened.is_reviewer and opened.report.sent_texts:
            # What the host read, which is what it speaks of.
            sheet = Sheet.of_rows(opened.report.sent_texts)
        said = read_accuracy(session, opened.seat, opened.report)
        groups = [
            (title, [_talk(one, said, outcome) for one in passages])
            for title, passages in passages_of(opened.shown(sheet))
        ]
        there = {talk.passage.name for _title, talks in groups for talk in talks}
        gone = sorted(commented(said) - there)
        nowhere = [Passage(name, _("A passage that is no longer in the report"), "", []) for name in gone]
        faults = outcome.faults.items() if outcome else ()
        return cls(
            opened,
            groups,
            [_talk(one, said, outcome) for one in nowhere],
            not opened.is_reviewer and opened.is_running and opened.state is ReportState.CHECKING,
            opened.is_reviewer and opened.is_running and opened.state is ReportState.ANSWERING,
            len(commented(said)),
            len(outcome.clashes) if outcome else 0,
            [(str(key), sentence) for key, sentence in faults],
        )


@dataclass(frozen=True, slots=True)
class TurnPage:
    """One decision, with the report that it is about, and what is worth a look first."""

    opened: Opened
    shown: ReportShown | None
    fingerprint: str
    can: bool
    flags: list[FlagGroup]
    error: str
    why: str
    comments: int = 0

    @property
    def errors(self) -> list[tuple[str, str]]:
        return [("why" if self.why_is_missing else "", self.error)] if self.error else []

    @property
    def why_is_missing(self) -> bool:
        return bool(self.error) and not self.why

    @classmethod
    def sending(cls, allowed: Allowed[Seat], error: str = "") -> "TurnPage":
        """The draft as it would be sent, or signed by the reviewer."""
        opened = Opened.of(allowed)
        draft = read_draft(allowed.session, opened.seat) if opened.can_write else Sheet({})
        shown = opened.shown(draft)
        can = opened.can_write and not shown.is_empty
        return cls(opened, shown, of_report(draft).fingerprint(), can, flags_by_kind(shown), error, "")

    @classmethod
    def signing(cls, allowed: Allowed[Seat], error: str = "", why: str = "") -> "TurnPage":
        opened = Opened.of(allowed)
        if opened.is_reviewer:
            page = cls.sending(allowed, error)
            can = page.can and opened.state is ReportState.ANSWERING
            return cls(opened, page.shown, page.fingerprint, can, page.flags, error, why)
        can = opened.is_running and opened.state is ReportState.SIGNING
        sheet = Sheet.of_rows(opened.report.sent_texts) if can else Sheet({})
        shown = opened.shown(sheet) if can else None
        return cls(opened, shown, sheet.fingerprint(), can, [], error, why)

    @classmethod
    def returning(cls, allowed: Allowed[Seat]) -> "TurnPage":
        opened = Opened.of(allowed)
        said = read_accuracy(allowed.session, opened.seat, opened.report)
        count = len(commented(said))
        can = not opened.is_reviewer and opened.is_running and opened.state is ReportState.CHECKING
        return cls(opened, None, "", can, [], "", "", count)


@dataclass(frozen=True, slots=True)
class ReopeningPage:
    opened: Opened
    can_ask: bool
    can_answer: bool
    can_withdraw: bool
    error: str
    why: str

    @property
    def errors(self) -> list[tuple[str, str]]:
        return [("why", self.error)] if self.error else []

    @classmethod
    def of(cls, allowed: Allowed[Seat], error: str = "", why: str = "") -> "ReopeningPage":
        opened = Opened.of(allowed)
        asked = opened.report.asks_to_reopen
        final = opened.is_running and opened.state is ReportState.FINAL
        return cls(
            opened,
            final and asked is None and may_still_read(opened.seat.review),
            final and asked is opened.seat.side.other,
            final and asked is opened.seat.side,
            error,
            why,
        )


@dataclass(frozen=True, slots=True)
class ReportVersionPage:
    """A version that both have signed, for everybody at the school, and the reviewer while their access lasts."""

    opened: Opened
    version: PeerReportVersion
    shown: ReportShown
    latest: int
    in_plan: dict[str, list[InPlan]]
    """Where recommendations went, by their key, as the school itself sees it."""

    @classmethod
    def of(cls, allowed: Allowed[Seat], version: PeerReportVersion) -> "ReportVersionPage":
        opened, session = Opened.of(allowed), allowed.session
        school = read_school_sheet(session, opened.seat.review, until=version.reviewer_signed_at)
        shown = report_shown(opened.framework, school, version_sheet(version))
        latest = list_versions(session, opened.seat.review)[0].number
        in_plan = recommendations_in_plan(allowed, [one.key for one in shown.recommendations])
        return cls(opened, version, shown, latest, in_plan)


def passages_of(shown: ReportShown) -> list[tuple[str, list[Passage]]]:
    """Everything in the report that one can say something to, by area; areas without a word are left out."""
    groups = []
    if shown.overall:
        one = Passage(OVERALL, _("Overall summary"), shown.overall, [], where="#report.overall")
        groups.append((_("Overall"), [one]))
    for area in shown.areas:
        where = f"/areas/{area.code}"
        texts = [
            (f"{area.code}.strengths", _("Strengths"), area.strengths, area.strengths_refs),
            (f"{area.code}.developments", _("Areas for development"), area.developments, area.developments_refs),
        ]
        texts += [
            (f"{area.code}/{one.key}", _("Recommendation %(n)s") % {"n": n}, one.text, one.refs)
            for n, one in enumerate(area.recommendations, start=1)
        ]
        passages = [Passage(name, heading, words, refs, where=where) for name, heading, words, refs in texts if words]
        passages += [
            Passage(
                one.item.code,
                f"{one.item.code}: {one.item.statement}",
                one.comment,
                [],
                (one.school_label, one.label),
                one.differs,
                f"{where}#{one.item.code}",
            )
            for one in area.items
            if one.code or one.comment
        ]
        if passages:
            groups.append((area.title, passages))
    return groups


def commented(said: Sheet) -> set[str]:
    """The names of the passages that the host has said something to."""
    keys = said.keys()
    return {key.place.partition("/")[2] for key in keys if said.value(key.place, "comment")}


def _talk(passage: Passage, said: Sheet, outcome: Outcome | None) -> PassageTalk:
    place = f"accuracy/{passage.name}"
    return PassageTalk(passage, view_field(said, place, "comment", outcome), view_field(said, place, "reply", outcome))
