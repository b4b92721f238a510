"""What a facilitator does with one event: change or cancel it, invite, share materials, show a code, follow up."""

from dataclasses import dataclass

from app.access.guard import Allowed
from app.access.visible import VisibleEvent
from app.language import gettext as _
from app.models.programme import Cohort
from app.models.programme_engagement import CohortEvent
from app.models.programme_events import EventMaterial, MaterialKind
from app.pages.programme_events import EventForm
from app.review_framework.vocabulary import vocabulary
from app.services.programme_check_in import is_on_today
from app.services.programme_invitations import (
    Invitations,
    invitation_words,
    letter_text,
    list_invited,
    read_invitations,
    titles_asked,
    when_of,
    where_of,
)
from app.services.programme_materials import Offer, list_absent, list_materials, list_openings, offer_words
from app.settings import Settings

Errors = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OneEvent:
    """The event, and where its pages are."""

    cohort: Cohort
    event: CohortEvent

    @property
    def here(self) -> str:
        return f"/cohorts/{self.cohort.id}/events/{self.event.id}"

    @property
    def when(self) -> str:
        return when_of(self.event)

    @property
    def where(self) -> str:
        return where_of(self.event)

    @classmethod
    def at(cls, allowed: Allowed[VisibleEvent]) -> "OneEvent":
        return cls(allowed.thing.visible.cohort, allowed.thing.event)


@dataclass(frozen=True, slots=True)
class ChangePage:
    one: OneEvent
    form: EventForm
    invited: int
    errors: Errors = ()

    @classmethod
    def of(cls, allowed: Allowed[VisibleEvent], form: EventForm | None = None, error: str = "") -> "ChangePage":
        event = allowed.thing.event
        shown = form or EventForm.of_event(event)
        errors = (*shown.errors, *((("", error),) if error else ()))
        return cls(OneEvent.at(allowed), shown, len(list_invited(allowed.session, [event])), errors)


@dataclass(frozen=True, slots=True)
class CancellationPage:
    one: OneEvent
    invited: int
    why: str = ""
    error: str = ""

    @property
    def errors(self) -> Errors:
        return (("why", self.error),) if self.error else ()

    @classmethod
    def of(cls, allowed: Allowed[VisibleEvent], why: str = "", error: str = "") -> "CancellationPage":
        invited = len(list_invited(allowed.session, [allowed.thing.event]))
        return cls(OneEvent.at(allowed), invited, why, error)


@dataclass(frozen=True, slots=True)
class InvitationsPage:
    one: OneEvent
    asked: str
    invitations: Invitations
    subject: str
    text: str
    """The letter to the first of them, as it will leave."""
    error: str = ""

    @property
    def errors(self) -> Errors:
        return (("", self.error),) if self.error else ()

    @classmethod
    def of(cls, allowed: Allowed[VisibleEvent], settings: Settings, error: str = "") -> "InvitationsPage":
        seen = allowed.thing
        cohort, event = seen.visible.cohort, seen.event
        found = read_invitations(allowed.session, seen)
        subject, first = invitation_words(cohort, event)
        text = letter_text(found.waiting[0], event, first, settings=settings) if found.waiting else ""
        return cls(OneEvent.at(allowed), asked_in_words(cohort, event), found, subject, text, error)


@dataclass(frozen=True, slots=True)
class MaterialsPage:
    one: OneEvent
    materials: tuple[tuple[EventMaterial, list[str]], ...]
    """With the schools that opened each."""
    kind: str = MaterialKind.MATERIAL
    title: str = ""
    link: str = ""
    error: tuple[str, str] = ("", "")

    @property
    def errors(self) -> Errors:
        return (self.error,) if self.error[1] else ()

    def error_of(self, name: str) -> str:
        return self.error[1] if self.error[0] == name else ""

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return [(MaterialKind.MATERIAL, _("Slides or other materials")), (MaterialKind.RECORDING, _("A recording"))]

    @classmethod
    def of(
        cls, allowed: Allowed[VisibleEvent], sent: tuple[str, str, str] | None = None, error: tuple[str, str] = ("", "")
    ) -> "MaterialsPage":
        opened = list_openings(allowed.session, allowed.thing)
        materials = tuple(
            (one, opened.get(one.id or 0, [])) for one in list_materials(allowed.session, allowed.thing.event)
        )
        kind, title, link = sent or (MaterialKind.MATERIAL, "", "")
        return cls(OneEvent.at(allowed), materials, kind, title, link, error)


@dataclass(frozen=True, slots=True)
class FollowUpPage:
    one: OneEvent
    absent: tuple[Offer, ...]
    text: str

    @classmethod
    def of(cls, allowed: Allowed[VisibleEvent]) -> "FollowUpPage":
        absent = tuple(list_absent(allowed.session, allowed.thing))
        return cls(OneEvent.at(allowed), absent, offer_words(allowed.thing, by=allowed.by))


@dataclass(frozen=True, slots=True)
class CodePage:
    """Large enough for a screen at the other end of a hall."""

    one: OneEvent
    address: str
    is_today: bool
    error: str = ""

    @property
    def errors(self) -> Errors:
        return (("", self.error),) if self.error else ()

    @property
    def code(self) -> str:
        """In two halves: three letters are read and typed at a time."""
        code = self.one.event.check_in_code
        return f"{code[:3]} {code[3:]}" if code else ""

    @classmethod
    def of(cls, allowed: Allowed[VisibleEvent], settings: Settings, error: str = "") -> "CodePage":
        address = f"{settings.base_url}/check-in".partition("://")[2]
        return cls(OneEvent.at(allowed), address, is_on_today(allowed.thing.event), error)


def asked_in_words(cohort: Cohort, event: CohortEvent) -> str:
    """`SENCO and Senior leader`."""
    titles = vocabulary("school_roles").labels
    return _(" and ").join(titles[title] for title in titles_asked(cohort, event))
