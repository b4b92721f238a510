"""The pages of somebody who holds a link to one paper: no account, no sign-in, and nothing else behind it."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from app import clock
from app.access.cookies import keep_link_open
from app.access.links import LinkGuard, LinkHolder
from app.access.posted import Posted
from app.access.route import PolicyRoute
from app.documents.word import to_docx
from app.forms.shares import read_name, read_words
from app.language import gettext as _
from app.models.accounts import GrantKind, LinkOpening
from app.models.shares import Share
from app.pages.shares_links import ShareLandingPage, ShareReadingPage, paper_of
from app.pages.shares_papers import SharedPaper, file_stem
from app.services.rate_limits import count_attempt
from app.services.shares import HOUR, PasscodeLocked, WrongPasscode, check_passcode, confirm_reading, open_share
from app.services.shares_questions import ask_question
from app.web.notices import Notice
from app.web.papers import Rendering, pdf_file, word_file
from app.web.responses import page, redirect

router = APIRouter(route_class=PolicyRoute)

Holder = Annotated[LinkHolder, LinkGuard(GrantKind.SHARE, opened=False)]
Opener = Annotated[LinkHolder, LinkGuard(GrantKind.SHARE, opened=True)]

OPENINGS_A_DAY = 300
"""Of one link: more than any staff room, and too few to fill a database."""
QUESTIONS_AN_HOUR = 10
"""Of one browser."""
QUESTIONS_A_DAY = 60
"""Of one link: each is a letter to the SENCO."""
DAY = 86_400

LANDING = "shares/landing.html"
READING = "shares/reading.html"


@router.get("/shares/{grant_id:int}/link/{token}")
def show_landing(request: Request, holder: Holder) -> Response:
    return page(request, LANDING, ShareLandingPage.of(holder, request.url.path))


@router.post("/shares/{grant_id:int}/link/{token}")
def open_link(request: Request, holder: Holder, posted: Posted) -> Response:
    """The token leaves the address: a cookie for the link's own path stands for it. A browser that has one keeps it."""
    session, grant, path = holder.session, holder.grant, f"/shares/{holder.grant.id}"
    if holder.opening is not None:
        return redirect(request, path)
    name, errors = read_name(posted)
    if errors:
        return _landing(request, holder, name, errors, 422)
    share = session.get_one(Share, grant.id)
    try:
        check_passcode(session, share, posted.get("passcode").strip(), client=_client(request))
    except WrongPasscode:
        wrong = _("That is not the passcode. Ask whoever gave you the link.")
        return _landing(request, holder, name, (("passcode", wrong),), 422)
    except PasscodeLocked:
        locked = _("A wrong passcode was tried too often. None is looked at for an hour, then try again.")
        answer = _landing(request, holder, name, (("passcode", locked),), 429)
        answer.headers["Retry-After"] = str(HOUR)
        return answer
    if not count_attempt(session, f"openings:{grant.id}", limit=OPENINGS_A_DAY, seconds=DAY):
        busy = _("This link was opened very often today. Try again tomorrow, or ask whoever gave it to you.")
        return _landing(request, holder, name, (("", busy),), 429)
    secret = open_share(session, grant, name=name)
    if shared := paper_of(session, share):
        # Whoever opens it reads the page for a minute: by then the PDF is there.
        _rendering(request, holder, share, shared).ask()
    response = redirect(request, path)
    seconds = int((grant.expires_at - clock.now()).total_seconds())
    keep_link_open(response, secret, path, request.app.state.settings, seconds=seconds)
    return response


@router.get("/shares/{grant_id:int}")
def show_paper(request: Request, holder: Opener) -> Response:
    return page(request, READING, _reading_page(request, holder))


@router.get("/shares/{grant_id:int}/paper")
def show_files(request: Request, holder: Opener) -> Response:
    """Whether the PDF is ready: what the page of the paper asks while it waits."""
    return page(request, "shares/files.html", _reading_page(request, holder), partial="shares/_progress.html")


@router.post("/shares/{grant_id:int}/paper/rendering")
def make_pdf(request: Request, holder: Opener) -> Response:
    share, shared = _shared(holder)
    if shared:
        _rendering(request, holder, share, shared).ask()
    return redirect(request, f"/shares/{holder.grant.id}/paper")


@router.get("/shares/{grant_id:int}/paper.pdf")
def download_pdf(request: Request, holder: Opener) -> Response:
    share, shared = _shared(holder)
    content = _rendering(request, holder, share, shared).content if shared else None
    if shared is None or content is None:
        return redirect(request, f"/shares/{holder.grant.id}/paper")
    return pdf_file(content, f"{file_stem(share.document, shared)}.pdf")


@router.get("/shares/{grant_id:int}/paper.docx")
def download_word(request: Request, holder: Opener) -> Response:
    share, shared = _shared(holder)
    if shared is None:
        return redirect(request, f"/shares/{holder.grant.id}")
    return word_file(to_docx(shared.paper), f"{file_stem(share.document, shared)}.docx")


@router.post("/shares/{grant_id:int}/reading")
def confirm(request: Request, holder: Opener, posted: Posted) -> Response:
    """“I have read this”, of the paper as it stands."""
    name, errors = read_name(posted)
    if errors:
        return page(request, READING, _reading_page(request, holder, name=name, errors=errors), status=422)
    _share, shared = _shared(holder)
    if shared:
        confirm_reading(holder.session, _opening(holder), of_version=shared.version, name=name)
    return redirect(request, f"/shares/{holder.grant.id}", notice=Notice.READING_CONFIRMED)


@router.post("/shares/{grant_id:int}/questions")
def ask(request: Request, holder: Opener, posted: Posted) -> Response:
    words, errors = read_words(posted, "question", empty=_("Write your question, then send it."))
    if not errors and not _may_ask(holder):
        errors = (("question", _("Many questions came through this link. Wait an hour, then send yours again.")),)
    if errors:
        shown = _reading_page(request, holder, question=words, errors=errors)
        return page(request, READING, shown, status=422)
    share = holder.session.get_one(Share, holder.grant.id)
    settings = request.app.state.settings
    ask_question(holder.session, share, _opening(holder), words, by=holder.actor, settings=settings)
    return redirect(request, f"/shares/{holder.grant.id}#questions", notice=Notice.QUESTION_ASKED)


def _may_ask(holder: LinkHolder) -> bool:
    own = count_attempt(
        holder.session, f"share-questions-of:{_opening(holder).id}", limit=QUESTIONS_AN_HOUR, seconds=HOUR
    )
    return own and count_attempt(
        holder.session, f"share-questions:{holder.grant.id}", limit=QUESTIONS_A_DAY, seconds=DAY
    )


def _shared(holder: LinkHolder) -> tuple[Share, SharedPaper | None]:
    share = holder.session.get_one(Share, holder.grant.id)
    return share, paper_of(holder.session, share)


def _reading_page(
    request: Request,
    holder: LinkHolder,
    *,
    question: str = "",
    name: str = "",
    errors: tuple[tuple[str, str], ...] = (),
) -> ShareReadingPage:
    share, shared = _shared(holder)
    state = _rendering(request, holder, share, shared).state if shared else "none"
    return ShareReadingPage.of(holder, shared, state, question=question, name=name, errors=errors)


def _landing(
    request: Request, holder: LinkHolder, name: str, errors: tuple[tuple[str, str], ...], status: int
) -> Response:
    shown = ShareLandingPage.of(holder, request.url.path, name=name, errors=errors)
    return page(request, LANDING, shown, status=status)


def _rendering(request: Request, holder: LinkHolder, share: Share, shared: SharedPaper) -> Rendering:
    return Rendering.of_html(request, holder.session, share, share.document, shared.html)


def _opening(holder: LinkHolder) -> LinkOpening:
    assert holder.opening is not None, "A link that is opened more than once has an opening."
    return holder.opening


def _client(request: Request) -> str:
    return request.client.host if request.client else "unknown"
