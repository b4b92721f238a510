"""Who knows the plan, and who has not been told."""

import secrets
from dataclasses import dataclass

from app import clock
from app.access.guard import Allowed
from app.access.permissions import Permission
from app.models.reviews import Review
from app.models.shares import Telling
from app.pages.sent import Sent
from app.pages.shares_words import audiences, document_titles, paper_for
from app.services.shares_register import Told, list_tellings, who_knows


@dataclass(frozen=True, slots=True)
class EntryForm(Sent):
    """As it was sent, with what was wrong with it."""

    key: str
    audience: str = ""
    how: str = ""
    told_on: str = ""
    people: str = ""
    errors: tuple[tuple[str, str], ...] = ()

    @classmethod
    def blank(cls) -> "EntryForm":
        return cls(secrets.token_urlsafe(12), told_on=clock.today().isoformat())


@dataclass(frozen=True, slots=True)
class WhoKnowsPage:
    """Each group: those that have been told, then those that nobody has told yet, with a link prepared for each."""

    review: Review
    told: list[Told]
    removed: list[Telling]
    form: EntryForm
    can_manage: bool

    titles = staticmethod(document_titles)
    groups = staticmethod(audiences)
    paper_for = staticmethod(paper_for)

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        return self.form.errors

    @property
    def known(self) -> list[Told]:
        return [one for one in self.told if one.is_told]

    @property
    def to_tell(self) -> list[Told]:
        return [one for one in self.told if not one.is_told]

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [("", ""), *audiences().items()]

    @classmethod
    def of(cls, allowed: Allowed[Review], form: EntryForm | None = None) -> "WhoKnowsPage":
        review = allowed.thing
        return cls(
            review,
            who_knows(allowed.session, review),
            list_tellings(allowed.session, review, removed=True),
            form or EntryForm.blank(),
            review.is_open and allowed.may(Permission.SHARES_MANAGE),
        )
