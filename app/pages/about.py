"""What the pages about the service itself show: privacy, accessibility, help. Nobody's words are on them."""

from dataclasses import dataclass

from app.models.accounts import Role
from app.review_framework.vocabulary import Term, vocabulary
from app.settings import Settings


@dataclass(frozen=True, slots=True)
class PrivacyPage:
    """`contact` is empty where whoever runs the service has not set it."""

    contact: str
    signed_in_hours: int
    link_hours: int

    @classmethod
    def of(cls, settings: Settings) -> "PrivacyPage":
        return cls(settings.contact, settings.signed_in_hours, settings.link_hours)


@dataclass(frozen=True, slots=True)
class AccessibilityPage:
    contact: str

    @classmethod
    def of(cls, settings: Settings) -> "AccessibilityPage":
        return cls(settings.contact)


@dataclass(frozen=True, slots=True)
class HelpPage:
    contact: str
    link_hours: int
    stages: tuple[Term, ...]
    roles: tuple[Term, ...]

    @classmethod
    def of(cls, settings: Settings) -> "HelpPage":
        roles = tuple(vocabulary("access_roles").term(role) for role in Role)
        return cls(settings.contact, settings.link_hours, vocabulary("stages").terms, roles)
