"""What the account pages show."""

from dataclasses import dataclass

from app.access.guard import Allowed
from app.models.accounts import Grant, Person, SignIn
from app.services.accounts import SHORTEST_PASSWORD, list_sign_ins
from app.services.accounts_calendar import find_feed


@dataclass(frozen=True, slots=True)
class SignInPage:
    """The sign-in form, with what the browser was sending when the sign-in had run out."""

    email: str = ""
    error: str = ""
    next: str = ""
    carried_to: str = ""
    carried: str = ""
    somebody_elses: bool = False
    """What is carried was written by somebody who was signed in here before."""

    @property
    def errors(self) -> list[tuple[str, str]]:
        return [("email", self.error)] if self.error else []


@dataclass(frozen=True, slots=True)
class AccountPage:
    person: Person
    here: SignIn
    sign_ins: list[SignIn]
    current_error: str = ""
    password_error: str = ""
    shortest: int = SHORTEST_PASSWORD
    feed: Grant | None = None
    """The calendar that they subscribe to, if there is one."""
    feed_address: str = ""
    """Shown right after it was made, and never again."""

    @classmethod
    def of(
        cls, own: Allowed[Person], *, current_error: str = "", password_error: str = "", feed_address: str = ""
    ) -> "AccountPage":
        return cls(
            own.person,
            own.sign_in,
            list_sign_ins(own.session, own.person),
            current_error,
            password_error,
            feed=find_feed(own.session, own.person),
            feed_address=feed_address,
        )

    @property
    def errors(self) -> list[tuple[str, str]]:
        found = [("current", self.current_error), ("password", self.password_error)]
        return [(field, sentence) for field, sentence in found if sentence]


@dataclass(frozen=True, slots=True)
class ForgottenPage:
    email: str = ""
    error: str = ""

    @property
    def errors(self) -> list[tuple[str, str]]:
        return [("email", self.error)] if self.error else []


@dataclass(frozen=True, slots=True)
class LinkPage:
    """The landing page of a link: says what it is for; a button opens it."""

    grant: Grant
    action: str
    school_name: str = ""


@dataclass(frozen=True, slots=True)
class ChoosePasswordPage:
    grant: Grant
    error: str = ""
    shortest: int = SHORTEST_PASSWORD

    @property
    def errors(self) -> list[tuple[str, str]]:
        return [("password", self.error)] if self.error else []


@dataclass(frozen=True, slots=True)
class AcceptPage:
    """For somebody new: a name and a password. For somebody with an account: one button."""

    grant: Grant
    school_name: str
    is_known: bool
    name: str = ""
    error: str = ""
    shortest: int = SHORTEST_PASSWORD

    @property
    def errors(self) -> list[tuple[str, str]]:
        return [("" if self.is_known else "password", self.error)] if self.error else []
