"""Links that are sent to somebody. A GET changes nothing; a POST opens; from then on a cookie for the link's own path
stands for the token. Any sign-in is ignored here (domain rules, “Links”).
"""

from dataclasses import dataclass
from typing import Any

from fastapi import Request
from sqlmodel import Session, col, or_, select

from app import clock
from app.access.cookies import link_secret
from app.access.errors import LinkGone, TooManyGuesses
from app.models.accounts import Grant, GrantKind, LinkOpening, LinkToken
from app.models.actors import Actor, ActorKind
from app.services.rate_limits import is_over
from app.tokens import hashed

GUESSES_PER_CLIENT = 100
HOUR = 3600
OPENED_MORE_THAN_ONCE = frozenset({GrantKind.CONTRIBUTION, GrantKind.SHARE})
"""Links that work until they end or are taken back, each opening with a cookie of its own; the others work once."""


@dataclass(frozen=True, slots=True)
class LinkHolder:
    """Somebody who holds a link that is still good, and the open transaction. `opening` is their browser's, if any."""

    session: Session
    grant: Grant
    opening: LinkOpening | None = None

    @property
    def actor(self) -> Actor:
        """Who writes, with the name as they gave it."""
        name = (self.opening.name if self.opening else "") or self.grant.name
        return Actor(ActorKind.LINK, self.opening.writer_id if self.opening else self.grant.id, name)


@dataclass(frozen=True, slots=True)
class LinkGuard:
    """By the token in the address (`opened=False`, the landing page) or by the cookie that opening it gave."""

    kind: GrantKind
    opened: bool

    @property
    def policy(self) -> str:
        return f"link: {self.kind}, {'opened' if self.opened else 'by its token'}"

    def admit(self, request: Request, session: Session) -> LinkHolder:
        """Raises LinkGone."""
        if is_over(session, guesses_key(request), limit=GUESSES_PER_CLIENT, seconds=HOUR):
            raise TooManyGuesses
        opening = self._opening(request, session)
        grant = session.exec(self._query(request, opening)).first()
        if grant is None or grant.used_at or grant.revoked_at or grant.expires_at <= clock.now():
            raise LinkGone
        return LinkHolder(session, grant, opening if opening and opening.grant_id == grant.id else None)

    def _opening(self, request: Request, session: Session) -> LinkOpening | None:
        secret = link_secret(request)
        if self.kind not in OPENED_MORE_THAN_ONCE or not secret:
            return None
        return session.exec(select(LinkOpening).where(LinkOpening.cookie_hash == hashed(secret))).first()

    def _query(self, request: Request, opening: LinkOpening | None) -> Any:
        query = select(Grant).where(Grant.kind == self.kind)
        if "grant_id" in request.path_params:
            query = query.where(Grant.id == request.path_params["grant_id"])
        if not self.opened:
            token = hashed(request.path_params["token"])
            further = select(LinkToken.grant_id).where(LinkToken.token_hash == token)
            query = query.where(or_(Grant.token_hash == token, col(Grant.id).in_(further)))
        elif self.kind in OPENED_MORE_THAN_ONCE:
            query = query.where(Grant.id == (opening.grant_id if opening else None))
        else:
            query = query.where(Grant.cookie_hash == hashed(link_secret(request) or ""))
        if request.method == "POST":
            # Of two who press a button of one link together, PostgreSQL lets the second look after the first: a link
            # that works once is used up by then, and one person's words are saved one after the other.
            query = query.with_for_update()
        return query


def guesses_key(request: Request) -> str:
    return f"link-from:{request.client.host if request.client else 'unknown'}"
