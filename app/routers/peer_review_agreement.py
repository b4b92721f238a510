"""The start of a peer review: both sides sign, agree the dates, and the host decides what it shares."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app.access.errors import NotAllowed
from app.access.guard import Allowed, Guard
from app.access.peer_review import agreed_seat, seat
from app.access.permissions import Permission
from app.access.policies import why_not
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.forms.answers import read_answers
from app.language import gettext as _
from app.models.peer_review import Side
from app.models.peer_review_fields import TERMS
from app.pages.peer_review_agreement import AgreementForm, AgreementPage, DatesPage
from app.pages.peer_review_reading import SharingPage, in_words
from app.services.peer_review import Seat
from app.services.peer_review_agreements import (
    FEWEST_DAYS,
    MOST_DAYS,
    ReviewerFirst,
    Sharing,
    accept_ties,
    change_sharing,
    sign_agreement,
)
from app.services.peer_review_letters import tell_committed, tell_signed
from app.services.peer_review_texts import book_of
from app.services.peer_review_wording import as_signed, wording_of
from app.services.texts_forms import save_form
from app.web.notices import Notice
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Reader = Annotated[Allowed[Seat], Guard(Permission.PEER_READ, seat)]
Writer = Annotated[Allowed[Seat], Guard(Permission.PEER_READ, agreed_seat)]
Host = Annotated[Allowed[Seat], Guard(Permission.PEER_SHARING_MANAGE, seat)]

LONGEST_INTERESTS = 2_000


@router.get("/peer-reviews/{peer_review_id:int}/agreement")
def show_agreement(request: Request, allowed: Reader) -> Response:
    return page(request, "peer_review/agreement.html", AgreementPage.of(allowed))


@router.post("/peer-reviews/{peer_review_id:int}/agreement")
def sign(request: Request, allowed: Reader, posted: Posted) -> Response:
    """The host commits, or a reviewer signs the statement: each in words of their own, kept as they were shown."""
    seat, is_host = allowed.thing, allowed.thing.side is Side.HOST
    needed = Permission.PEER_SHARING_MANAGE if is_host else Permission.PEER_REVIEWER_WRITE
    if not allowed.may(needed):
        raise NotAllowed(why_not(needed))
    form = _read(posted, is_host=is_host)
    if not form.errors:
        wording = as_signed(wording_of(seat))
        try:
            is_new = sign_agreement(allowed.session, seat, allowed.person, wording=wording, interests=form.interests)
        except ReviewerFirst:
            first = _("%(school)s signs first: you then read what ties they declare, before you commit.")
            form = AgreementForm(errors=(("", first % {"school": seat.reviewer.name}),))
        else:
            return _signed(request, allowed, form, is_new=is_new)
    return page(request, "peer_review/agreement.html", AgreementPage.of(allowed, form), status=422)


@router.post("/peer-reviews/{peer_review_id:int}/agreement/ties")
def accept(request: Request, allowed: Host, posted: Posted) -> Response:
    """The host has read what a reviewer declared after the commitment."""
    shown = {int(one) for one in posted.all("shown") if one.isascii() and one.isdigit() and len(one) < 10}
    is_read = accept_ties(allowed.session, allowed.thing, shown=shown, by=allowed.by)
    here = f"/peer-reviews/{allowed.thing.id}/agreement"
    return redirect(request, here, notice=Notice.PEER_TIES_READ if is_read else None)


@router.get("/peer-reviews/{peer_review_id:int}/dates")
def show_dates(request: Request, allowed: Writer) -> Response:
    return page(request, "peer_review/dates.html", DatesPage.of(allowed))


@router.post("/peer-reviews/{peer_review_id:int}/dates")
def save_dates(request: Request, allowed: Writer, posted: Posted) -> Response:
    book = book_of(allowed.session, allowed.thing)
    outcome = save_form(allowed.session, book, read_answers(posted, within=TERMS), by=allowed.by)
    if outcome.kept:
        return page(request, "peer_review/dates.html", DatesPage.of(allowed, outcome), status=outcome.status)
    return redirect(request, f"/peer-reviews/{allowed.thing.id}", notice=Notice.PEER_DATES_SAVED)


@router.get("/peer-reviews/{peer_review_id:int}/sharing")
def show_sharing(request: Request, allowed: Host) -> Response:
    sharing = Sharing.of(allowed.thing.review)
    shown = SharingPage(allowed.thing, sharing, str(sharing.days), allowed.person.id or 0)
    return page(request, "peer_review/sharing.html", shown)


@router.post("/peer-reviews/{peer_review_id:int}/sharing")
def save_sharing(request: Request, allowed: Host, posted: Posted) -> Response:
    """From the next request on the reviewer sees just this."""
    typed, shared = posted.get("days").strip(), posted.all("shared")
    days = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0
    wanted = Sharing("contributions" in shared, "files" in shared, "profile" in shared, days)
    if not FEWEST_DAYS <= days <= MOST_DAYS:
        error = _("Give a number of days from %(fewest)s to %(most)s.") % {"fewest": FEWEST_DAYS, "most": MOST_DAYS}
        shown = SharingPage(allowed.thing, wanted, typed, allowed.person.id or 0, error)
        return page(request, "peer_review/sharing.html", shown, status=422)
    change_sharing(allowed.session, allowed.thing, wanted, why=in_words(wanted), by=allowed.by)
    return redirect(request, f"/peer-reviews/{allowed.thing.id}/sharing", notice=Notice.SHARING_SAVED)


def _read(posted: Posted, *, is_host: bool) -> AgreementForm:
    declares, interests = posted.get("declares"), posted.get("interests").strip()
    errors: list[tuple[str, str]] = []
    if not is_host:
        if declares not in {"yes", "no"}:
            errors.append(("declares", _("Say whether you have a tie to the school.")))
        elif declares == "yes" and not interests:
            errors.append(("interests", _("Write in a sentence or two what the tie is. The school reads it.")))
        if len(interests) > LONGEST_INTERESTS:
            most = {"most": f"{LONGEST_INTERESTS:,}"}
            errors.append(("interests", _("Shorten what you declare to %(most)s characters.") % most))
    if posted.get("agree") != "yes":
        errors.append(("agree", _("Tick the box if you agree to all of it. If you do not, talk to the other school.")))
    kept = interests if errors or declares == "yes" else ""
    return AgreementForm(declares, "" if is_host else kept, tuple(errors))


def _signed(request: Request, allowed: Allowed[Seat], form: AgreementForm, *, is_new: bool) -> Response:
    seat, here = allowed.thing, f"/peer-reviews/{allowed.thing.id}"
    link = f"{request.app.state.settings.base_url}{here}/agreement"
    is_host = seat.side is Side.HOST
    if is_new and is_host:
        tell_committed(allowed.session, seat, person=allowed.person.name, link=link)
    elif is_new:
        tell_signed(allowed.session, seat, person=allowed.person.name, interests=form.interests, link=link)
    return redirect(request, here, notice=Notice.PEER_COMMITTED if is_host else Notice.PEER_SIGNED)
