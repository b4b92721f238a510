"""Links that are sent to somebody. A GET changes nothing; a POST opens; from then on a cookie for the link's own path
stands for the token. Any sign-in is ignored here (domain rules, “Links”).
"""

from dataclasses import dataclass

from fastapi import Request
from sqlmodel import Session, select

from app import clock
from app.access.cookies import link_secret
from app.access.errors import LinkGone
from app.models.accounts import Grant, GrantKind
from app.tokens import hashed


@dataclass(frozen=True, slots=True)
class LinkHolder:
    """Somebody who holds a link that is still good, and the open transaction."""

    session: Session
    grant: Grant


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
        if self.opened:
            secret = link_secret(request)
            query = select(Grant).where(
                Grant.id == request.path_params["grant_id"], Grant.cookie_hash == hashed(secret or "")
            )
        else:
            query = select(Grant).where(Grant.token_hash == hashed(request.path_params["token"]))
        if request.method == "POST":
            # A link works once: of two who press its button together, PostgreSQL lets the second look after the first.
            query = query.with_for_update()
        grant = session.exec(query.where(Grant.kind == self.kind)).first()
        if grant is None or grant.used_at or grant.revoked_at or grant.expires_at <= clock.now():
            raise LinkGone
        return LinkHolder(session, grant)
