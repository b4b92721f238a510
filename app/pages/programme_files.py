"""Files of a cohort: what can be brought in and taken out, and what a file that was sent comes to."""

from dataclasses import dataclass

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.access.visible import VisibleCohort
from app.language import gettext as _
from app.models.programme import Cohort
from app.services.programme_engagement import COLUMNS as ENGAGEMENT_COLUMNS
from app.services.programme_enrolments_file import COLUMNS as ENROLMENT_COLUMNS
from app.services.programme_enrolments_file import OPTIONAL
from app.services.programme_files import FileResult

ENGAGEMENT, ENROLMENTS = "engagement", "enrolments"
MOST_SHOWN = 500
"""Rejected rows on a page; the file is put right from the top, and sent again."""


@dataclass(frozen=True, slots=True)
class Importable:
    """One kind of file."""

    kind: str
    title: str
    about: str
    columns: tuple[str, ...]


def importable(allowed: Allowed[VisibleCohort]) -> tuple[Importable, ...]:
    """What the reader may bring in."""
    engagement = Importable(
        ENGAGEMENT,
        _("What became of components"),
        _("A row for each school and component. It stands before registers, and behind rulings."),
        ENGAGEMENT_COLUMNS,
    )
    enrolments = Importable(
        ENROLMENTS,
        _("Enrolments"),
        _("A row for each school, with its region and facilitator. SENCOs in the file are invited."),
        (*ENROLMENT_COLUMNS, *(f"({column})" for column in OPTIONAL)),
    )
    return (engagement, enrolments) if allowed.may(Permission.COHORT_PEOPLE_MANAGE) else (engagement,)


@dataclass(frozen=True, slots=True)
class FilesPage:
    cohort: Cohort
    kinds: tuple[Importable, ...]
    person_id: int | None
    errors: tuple[tuple[str, str], ...] = ()

    @property
    def here(self) -> str:
        return f"/cohorts/{self.cohort.id}/files"

    def error(self, kind: str) -> str:
        return dict(self.errors).get(f"file-{kind}", "")

    @classmethod
    def of(cls, allowed: Allowed[VisibleCohort], *, kind: str = "", error: str = "") -> "FilesPage":
        errors = ((f"file-{kind}", error),) if error else ()
        return cls(allowed.thing.cohort, importable(allowed), allowed.person.id, errors)


@dataclass(frozen=True, slots=True)
class FilePage:
    """What a file comes to: before anything is changed, or after its good rows were taken."""

    cohort: Cohort
    kind: Importable
    result: FileResult
    name: str
    packed: str
    """The file itself, for the form that takes it in; empty once it was."""
    person_id: int | None

    @property
    def is_preview(self) -> bool:
        return bool(self.packed)

    @property
    def here(self) -> str:
        return f"/cohorts/{self.cohort.id}/files"

    @property
    def good(self) -> int:
        return self.result.created + self.result.updated

    @property
    def rejected(self) -> list[tuple[int, str, str, str]]:
        return [(one.line, one.column, one.value, one.reason) for one in self.result.rejected[:MOST_SHOWN]]

    @property
    def more(self) -> int:
        return max(0, len(self.result.rejected) - MOST_SHOWN)
