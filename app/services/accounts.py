"""Passwords, sign-ins and password resets."""

from datetime import timedelta
from functools import lru_cache
from threading import BoundedSemaphore

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlmodel import Session, col, delete, select, update

from app import clock
from app.language import gettext as _
from app.language import ngettext
from app.models.accounts import Grant, GrantKind, Person, SignIn
from app.services.jobs import post_letter
from app.settings import Settings
from app.tokens import hashed, new_token

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200

_hasher = PasswordHash((Argon2Hasher(),))
# Each takes 64 MiB and a core for a while: a burst of sign-ins must not take all of both.
_hashing = BoundedSemaphore(2)


class WeakPassword(ValueError):
    """Carries the sentence that the person reads."""


def check_strength(password: str, *, email: str) -> None:
    """Raises WeakPassword. Length over complexity, as the National Cyber Security Centre advises."""
    if len(password) < SHORTEST_PASSWORD:
        raise WeakPassword(_("Use at least %(n)s characters. Three random words work well.") % {"n": SHORTEST_PASSWORD})
    if len(password) > LONGEST_PASSWORD:
        raise WeakPassword(_("Use at most %(n)s characters.") % {"n": LONGEST_PASSWORD})
    if (
        len(set(password)) < 5
        or email.split("@", maxsplit=1)[0].lower() == password.lower()
        or email == password.lower()
    ):
        raise WeakPassword(_("That is too easy to guess. Three random words work well."))


def hash_password(password: str) -> str:
    with _hashing:
        return _hasher.hash(password)


def verify_secret(secret_hash: str, secret: str) -> bool:
    """Whether this is the secret that was hashed with `hash_password`."""
    with _hashing:
        return _hasher.verify(secret, secret_hash)


def verify_password(person: Person | None, password: str) -> bool:
    """Takes as long for an address that we do not know, so that the time tells nothing."""
    known = person.password_hash if person and person.password_hash else _hash_of_nothing()
    with _hashing:
        matches = _hasher.verify(password, known)
    return matches and person is not None and person.password_hash is not None


def find_person(session: Session, email: str) -> Person | None:
    return session.exec(select(Person).where(Person.email == normal_email(email))).first()


def normal_email(email: str) -> str:
    return email.strip().lower()


def add_person(session: Session, *, email: str, name: str, password: str | None = None) -> Person:
    """Raises WeakPassword."""
    if password is not None:
        check_strength(password, email=email)
    person = Person(
        email=normal_email(email),
        name=name.strip(),
        password_hash=hash_password(password) if password is not None else None,
        created_at=clock.now(),
    )
    session.add(person)
    session.flush()
    return person


def open_sign_in(session: Session, person: Person, *, device: str, hours: int) -> str:
    """The token for this browser's cookie. Sign-ins that have run out are cleared on the way."""
    now = clock.now()
    session.exec(
        update(Person)
        .where(col(Person.id) == person.id)
        .values(signed_in_before_at=col(Person.signed_in_at), signed_in_at=now)
    )
    session.exec(delete(SignIn).where(col(SignIn.person_id) == person.id, col(SignIn.expires_at) <= now))
    token = new_token()
    assert person.id is not None
    session.add(
        SignIn(
            token_hash=hashed(token),
            person_id=person.id,
            device=device[:200],
            created_at=now,
            expires_at=now + timedelta(hours=hours),
        )
    )
    return token


def end_sign_in(session: Session, sign_in: SignIn) -> None:
    session.exec(delete(SignIn).where(col(SignIn.id) == sign_in.id))


def end_every_sign_in(session: Session, person: Person, *, but: SignIn | None = None) -> None:
    """Signed out everywhere, except in the browser of `but`."""
    ended = delete(SignIn).where(col(SignIn.person_id) == person.id)
    session.exec(ended.where(col(SignIn.id) != but.id) if but else ended)


def list_sign_ins(session: Session, person: Person) -> list[SignIn]:
    return list(
        session.exec(
            select(SignIn)
            .where(SignIn.person_id == person.id, SignIn.expires_at > clock.now())
            .order_by(col(SignIn.created_at).desc())
        )
    )


def change_password(session: Session, person: Person, password: str, *, keep: SignIn | None = None) -> None:
    """The new password holds, every other browser is signed out and open reset links are gone. Raises WeakPassword."""
    check_strength(password, email=person.email)
    person.password_hash = hash_password(password)
    session.add(person)
    end_every_sign_in(session, person, but=keep)
    for grant in session.exec(
        select(Grant).where(Grant.person_id == person.id, Grant.kind == GrantKind.RESET, col(Grant.used_at).is_(None))
    ):
        grant.revoked_at = clock.now()
        session.add(grant)


def ask_for_reset(session: Session, email: str, *, settings: Settings) -> None:
    """A reset link is on its way if we know the address; nothing tells whether we do."""
    person = find_person(session, email)
    if person is None:
        return
    token = new_token()
    now = clock.now()
    session.add(
        Grant(
            kind=GrantKind.RESET,
            token_hash=hashed(token),
            person_id=person.id,
            email=person.email,
            name=person.name,
            created_at=now,
            expires_at=now + timedelta(hours=settings.link_hours),
        )
    )
    post_letter(
        session,
        to=person.email,
        subject=_("Choose a new password"),
        text=ngettext(
            "Hello %(name)s,\n\nsomebody asked for a new password for your account. If it was you, choose it here:\n\n"
            "%(link)s\n\nThe link works once, for %(hours)s hour. If it was not you, do nothing: your password stays.",
            "Hello %(name)s,\n\nsomebody asked for a new password for your account. If it was you, choose it here:\n\n"
            "%(link)s\n\nThe link works once, for %(hours)s hours. If it was not you, do nothing: your password stays.",
            settings.link_hours,
        )
        % {"name": person.name, "link": f"{settings.base_url}/resets/{token}", "hours": settings.link_hours},
    )


def reset_password(session: Session, grant: Grant, password: str) -> Person:
    """The password is new and the link used up. Raises WeakPassword."""
    person = session.get_one(Person, grant.person_id)
    change_password(session, person, password)
    grant.used_at = clock.now()
    grant.revoked_at = None
    session.add(grant)
    return person


def open_grant(session: Session, grant: Grant) -> str:
    """The secret for the link's cookie: from here on it stands for the token. Records the first opening."""
    secret = new_token()
    grant.cookie_hash = hashed(secret)
    grant.opened_at = grant.opened_at or clock.now()
    session.add(grant)
    return secret


@lru_cache
def _hash_of_nothing() -> str:
    return _hasher.hash(new_token())
