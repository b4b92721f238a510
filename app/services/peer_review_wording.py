"""What is signed at the start of a peer review, in our own words. Each signature keeps the whole text as it was shown,
so that changing a sentence here changes nothing that was signed.
"""

from app.language import gettext as _
from app.models.peer_review import Side
from app.services.peer_review import Seat


def wording_of(seat: Seat) -> list[str]:
    """The paragraphs that this side signs."""
    return (_commitment if seat.side is Side.HOST else _statement)(seat)


def as_signed(paragraphs: list[str]) -> str:
    return "\n\n".join(paragraphs)


def safeguarding(seat: Seat) -> str:
    return _(
        "If a pupil or an adult tells me something about harm or risk, I tell the designated safeguarding lead of "
        "%(host)s at once, in person. I never type it here."
    ) % {"host": seat.host.name}


def _commitment(seat: Seat) -> list[str]:
    names = {"host": seat.host.name, "reviewer": seat.reviewer.name}
    return [
        _("%(host)s invites %(reviewer)s to review its SEND provision, and wants to learn from what they see.") % names,
        _("We give the reviewer our agreed self-evaluation, answers to their requests, and time with people.") % names,
        _("We keep the dates that we agree together, or say early when we cannot.") % names,
        _("We read the report for accuracy, and answer it openly. We do not ask for a kinder report.") % names,
        _("We put no pupil’s name or number into anything that we share here.") % names,
        _(
            "Our designated safeguarding lead can be reached throughout the visit. A reviewer who hears about harm or "
            "risk tells them at once, in person, and never types it here."
        ),
    ]


def _statement(seat: Seat) -> list[str]:
    names = {"host": seat.host.name, "reviewer": seat.reviewer.name}
    return [
        _("I review %(host)s as a colleague from %(reviewer)s, to help it get better. I am not an inspector.") % names,
        _("What I read and hear there stays between our two schools. I use it for this review and nothing else.")
        % names,
        _("I write down no pupil’s name, and nothing by which a pupil could be known.") % names,
        _("I copy nothing out of this service, beyond what the visit needs, and destroy those copies afterwards.")
        % names,
        _("I say below what ties I have to %(host)s, and say so at once if that changes.") % names,
        _("My report says what is strong first. It rests on evidence, and %(host)s checks it for accuracy.") % names,
        safeguarding(seat),
    ]
