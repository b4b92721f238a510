"""The steps of preparation in the task list of a peer review: who has what to do, and who waits for whom."""

from collections.abc import Iterable, Iterator

from app.language import day, ngettext
from app.language import gettext as _
from app.models.peer_review import Side
from app.models.reviews import Review
from app.pages.peer_review_agenda import visit_day
from app.pages.peer_review_steps import Standing, Step
from app.services.peer_review import Seat
from app.services.peer_review_confirmations import read_confirmations
from app.services.peer_review_enquiries import list_enquiries
from app.services.peer_review_files import answer_files
from app.services.peer_review_profile import read_profile
from app.services.peer_review_requests import Request, requests_in
from app.services.self_evaluation_versions import find_latest_version


def preparation_steps(standing: Standing) -> Iterable[Step]:
    """Before both have signed nothing of this can be done, and nothing is told of it."""
    seat, session, here, sheet = standing.seat, standing.allowed.session, standing.here, standing.sheet
    if not standing.may_prepare:
        yield Step(_requests_name(seat), "later", _("After both schools have signed."))
        return
    sent = [one for one in requests_in(sheet, answer_files(session, seat)) if one.is_sent]
    if seat.side is Side.HOST:
        yield _profile_step(here, sum(one.is_stated for one in read_profile(sheet)))
        yield _answers_step(seat, here, sent)
        return
    yield _requests_step(seat, here, sent)
    agreed = find_latest_version(session, session.get_one(Review, seat.review.review_id))
    yield _brief_step(seat, here, is_agreed=agreed is not None, kept=len(list_enquiries(sheet)))


def agenda_steps(standing: Standing) -> Iterator[Step]:
    seat, sheet = standing.seat, standing.sheet
    confirmations = read_confirmations(standing.allowed.session, seat, sheet)
    name, href, on = _("Agenda for the visit"), f"{standing.here}/agenda", visit_day(sheet)
    if not standing.may_prepare:
        yield Step(
            name, "later", _("Who meets whom, when and where. Both schools write it, and both confirm it."), href
        )
    elif agreed := confirmations.agreed_at:
        yield Step(name, "done", _("Both schools have confirmed it."), href, done_on=day(agreed))
    elif confirmations.holds(seat.side):
        waiting = _("You have confirmed it. %(school)s has not yet.") % {"school": seat.other_school.name}
        yield Step(name, "waiting", waiting, href, by=day(on) if on else None)
    elif confirmations.of(seat.side):
        about = _("It has changed since you confirmed it. Look at it again.")
        yield Step(name, "next", about, href, by=day(on) if on else None, is_awaited=True)
    elif confirmations.holds(seat.side.other):
        about = _("%(school)s has confirmed it. Read it, change what does not fit, and confirm it too.")
        about %= {"school": seat.other_school.name}
        yield Step(name, "next", about, href, by=day(on) if on else None, is_awaited=True)
    else:
        about = _("Who meets whom, when and where. Begin with a template; both schools change and confirm it.")
        yield Step(name, "next", about, href, by=day(on) if on else None, duration=_("about 15 minutes"))


def _requests_name(seat: Seat) -> str:
    return _("School profile and requests") if seat.side is Side.HOST else _("Ask for information")


def _profile_step(here: str, stated: int) -> Step:
    about = _("A few counts that help your reviewer to picture your school.")
    if stated:
        about = ngettext("%(n)s measure is filled in.", "%(n)s measures are filled in.", stated) % {"n": stated}
    return Step(
        _("School profile"), "done" if stated else "next", about, f"{here}/profile", duration=_("about 10 minutes")
    )


def _answers_step(seat: Seat, here: str, sent: list[Request]) -> Step:
    name, href = _("Answer requests"), f"{here}/requests"
    outstanding = [one for one in sent if one.is_outstanding]
    if not sent:
        about = _("%(school)s has not asked for anything yet.") % {"school": seat.reviewer.name}
        return Step(name, "waiting", about, href)
    if outstanding:
        return Step(name, "next", _outstanding(outstanding), href, is_awaited=True)
    return Step(name, "done", _("Every request is answered."), href)


def _requests_step(seat: Seat, here: str, sent: list[Request]) -> Step:
    name, href = _("Ask for information"), f"{here}/requests"
    outstanding = [one for one in sent if one.is_outstanding]
    if not sent:
        about = _("Tick what helps you to prepare, and send it to %(school)s.") % {"school": seat.host.name}
        return Step(name, "next", about, href, duration=_("about 5 minutes"))
    if outstanding:
        return Step(name, "waiting", _outstanding(outstanding), href)
    return Step(name, "done", _("Every request is answered."), href)


def _brief_step(seat: Seat, here: str, *, is_agreed: bool, kept: int) -> Step:
    name, href = _("Read the brief and choose lines of enquiry"), f"{here}/brief"
    if not is_agreed:
        about = _("%(school)s has not agreed a version of its self-evaluation yet.") % {"school": seat.host.name}
        return Step(name, "waiting", about, href)
    if kept:
        about = ngettext("%(n)s line is kept for the visit.", "%(n)s lines are kept for the visit.", kept) % {"n": kept}
        return Step(name, "done", about, href)
    about = _("What the school says of itself, and questions to take along.")
    return Step(name, "next", about, href, duration=_("about 20 minutes"))


def _outstanding(requests: list[Request]) -> str:
    since = min(one.sent_at for one in requests if one.sent_at)
    said = ngettext(
        "%(n)s request is outstanding since %(day)s.", "%(n)s requests are outstanding, since %(day)s.", len(requests)
    )
    return said % {"n": len(requests), "day": day(since)}
