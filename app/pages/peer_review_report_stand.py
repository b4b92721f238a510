"""Whose turn it is with a report, in a sentence each side reads about itself."""

from dataclasses import dataclass
from datetime import date

from app import clock
from app.language import day, ngettext
from app.language import gettext as _
from app.models.peer_review import Side
from app.models.peer_review_report import PeerReport, ReportState
from app.services.peer_review import Seat

S = ReportState


@dataclass(frozen=True, slots=True)
class Stand:
    """`state` is next, waiting or done; `action` is the page on which the next step is taken, with its name."""

    state: str
    sentence: str
    action: tuple[str, str] | None = None


def stand_of(seat: Seat, report: PeerReport) -> Stand:
    state = ReportState(report.state)
    here = f"/peer-reviews/{seat.id}/report"
    if seat.review.ended_at:
        return Stand("done", _("This peer review was stopped. What was written is kept."))
    if state is S.FINAL and report.asks_to_reopen:
        return _reopening(seat, report, here)
    stands = (_for_host if seat.side is Side.HOST else _for_reviewer)(seat, report, here)
    return stands[state]


def _reopening(seat: Seat, report: PeerReport, here: str) -> Stand:
    if report.asks_to_reopen is seat.side:
        return Stand(
            "waiting",
            _("You asked to open the report again. The other school decides."),
            (_("Your request"), f"{here}/reopening"),
        )
    asked = _("%(who)s of %(school)s asks to open the final report again.") % {
        "who": report.reopening_by,
        "school": seat.other_school.name,
    }
    return Stand("next", asked, (_("Read why, and answer"), f"{here}/reopening"))


def _for_reviewer(seat: Seat, report: PeerReport, here: str) -> dict[ReportState, Stand]:
    host = {"school": seat.host.name}
    answering = _("%(school)s has read the report. Read what it says, answer, and change what has to change.") % host
    if report.sent_back_why:
        answering = _("%(school)s asks for a change before it signs: “%(why)s”") % {
            **host,
            "why": report.sent_back_why,
        }
    elif not report.sent_texts:
        answering = _("You took the report back. Change it, then send it again or sign it.")
    return {
        S.DRAFT: Stand(
            "next",
            _("You are writing. %(school)s sees nothing until you send it.") % host,
            (_("Check it, then send it"), f"{here}/check"),
        ),
        S.CHECKING: Stand("waiting", _("%(school)s is checking the report for accuracy.") % host),
        S.ANSWERING: Stand("next", answering, (_("Read and answer the comments"), f"{here}/comments")),
        S.SIGNING: Stand("waiting", _("You have signed. %(school)s signs too, or sends it back with a reason.") % host),
        S.FINAL: Stand("done", _("Both schools have signed. The report is final.")),
    }


def _for_host(seat: Seat, report: PeerReport, here: str) -> dict[ReportState, Stand]:
    reviewer = {"school": seat.reviewer.name}
    return {
        S.DRAFT: Stand("waiting", _("%(school)s is writing the report. You read it first when it is sent.") % reviewer),
        S.CHECKING: Stand(
            "next",
            _("The report is here for you to check. Say what is not accurate, passage by passage."),
            (_("Read it and comment"), f"{here}/comments"),
        ),
        S.ANSWERING: Stand("waiting", _("%(school)s is answering, and may change the report.") % reviewer),
        S.SIGNING: Stand(
            "next",
            _("%(who)s of %(school)s has signed the report. Read it once more, then sign it too.")
            % {**reviewer, "who": report.signed_by},
            (_("Read and sign"), f"{here}/signature"),
        ),
        S.FINAL: Stand("done", _("Both schools have signed. The report is final.")),
    }


@dataclass(frozen=True, slots=True)
class Due:
    """The day agreed for the report, and in kind words how that stands; empty words where there is nothing to say."""

    when: str
    words: str

    @classmethod
    def of(cls, stored: str, report: PeerReport, side: Side) -> "Due":
        due = date.fromisoformat(stored) if stored else None
        if due is None:
            return cls("", _("No date is agreed for the report yet."))
        sent = report.sent_at
        if sent is not None:
            return cls(day(due), _("Sent on %(day)s.") % {"day": day(sent)})
        late = (clock.today() - due).days
        if late <= 0:
            return cls(day(due), "")
        return cls(day(due), _late(late, side))


def _late(days: int, side: Side) -> str:
    after = ngettext("%(n)s day after the agreed date.", "%(n)s days after the agreed date.", days) % {"n": days}
    if side is Side.REVIEWER:
        return f"{after} {_('Say when it will come: the other school can then plan.')}"
    return f"{after} {_('Reports take time. Ask when it will come.')}"
