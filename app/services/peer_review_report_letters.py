"""What the other school reads in its letter when a report moves on. No word of a report is in it."""

from sqlmodel import Session

from app.language import gettext as _
from app.models.actors import Actor
from app.services.peer_review import Seat
from app.services.peer_review_events import Happened
from app.services.peer_review_letters import tell


def tell_of(session: Session, seat: Seat, what: Happened, *, by: Actor) -> None:
    """A letter to each who answers for it at the other school."""
    subject, sentence = _letter(what)
    names = {"host": seat.host.name, "reviewer": seat.reviewer.name, "who": by.name}
    text = "\n\n".join(
        [sentence % names, _("Sign in and open your peer reviews to read it."), _("No words of it are in this e-mail.")]
    )
    tell(session, _other_id(seat), subject=subject % names, text=text, except_person=by.id)


def _other_id(seat: Seat) -> int:
    assert seat.other_school.id is not None
    return seat.other_school.id


def _letter(what: Happened) -> tuple[str, str]:
    return {
        Happened.REPORT_SENT: (
            _("The report about %(host)s is ready for your check"),
            _(
                "%(who)s of %(reviewer)s has sent the report of the peer review. Read it for accuracy, say what you "
                "want to say to each passage, then return it. Nothing is final until both schools have signed."
            ),
        ),
        Happened.REPORT_TAKEN_BACK: (
            _("The report about %(host)s was taken back for a moment"),
            _("%(who)s of %(reviewer)s wants to change something first. You do not need to do anything."),
        ),
        Happened.REPORT_RETURNED: (
            _("%(host)s has checked your report"),
            _(
                "%(who)s of %(host)s has returned the report. Read what they say, answer it, and change what has to "
                "change. Then send it again, or sign it."
            ),
        ),
        Happened.REPORT_SIGNED: (
            _("The report about %(host)s is signed, and waits for your signature"),
            _("%(who)s of %(reviewer)s has signed the report. Read it once more, then sign it or send it back."),
        ),
        Happened.REPORT_SENT_BACK: (
            _("%(host)s would like a change before it signs"),
            _("%(who)s of %(host)s has sent the report back with a reason. It is your turn again."),
        ),
        Happened.REPORT_FINAL: (
            _("The report about %(host)s is final"),
            _("%(who)s of %(host)s has signed too. The report is final and does not change any more. Thank you."),
        ),
        Happened.REOPENING_ASKED: (
            _("The report about %(host)s: may it be opened again?"),
            _("%(who)s asks to open the final report again, and says why. It opens only if you agree."),
        ),
        Happened.REOPENING_DECLINED: (
            _("The report about %(host)s stays as it is"),
            _("%(who)s would rather keep the report as both schools signed it. A call may help."),
        ),
        Happened.REOPENING_WITHDRAWN: (
            _("The report about %(host)s: nothing to decide any more"),
            _("%(who)s no longer asks to open the report again. It stays as both schools signed it."),
        ),
        Happened.REPORT_REOPENED: (
            _("The report about %(host)s is open again"),
            _("%(who)s agreed. The reviewer can change the report now. The signed version stays readable."),
        ),
    }[what]
