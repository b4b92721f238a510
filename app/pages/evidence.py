"""The page of one piece of evidence and its file."""

from dataclasses import dataclass
from datetime import date

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.models.reviews import Review
from app.models.self_evaluation_fields import item_of
from app.pages.evidence_views import FileView, age_of
from app.pages.self_evaluation_history import page_of
from app.services.evidence import check_place, list_files
from app.services.self_evaluation import framework_of, read_sheet


@dataclass(frozen=True, slots=True)
class FilePage:
    """The file of one piece of evidence: to add, to replace, to remove; and those before it."""

    review: Review
    place: str
    item: str
    statement: str
    description: str
    age: str
    back: str
    standing: FileView | None
    earlier: list[FileView]
    can_write: bool
    person_id: int
    most_mb: int
    error: str = ""

    @classmethod
    def of(cls, allowed: Allowed[Review], place: str, *, most_mb: int, error: str = "") -> "FilePage":
        """Raises UnknownAnswer for a place that is not one of evidence."""
        review = allowed.thing
        check_place(review, place)
        item = framework_of(review).item(item_of(place))
        sheet = read_sheet(allowed.session, review)
        files = list_files(allowed.session, review, place)
        dated = sheet.value(place, "dated")
        assert allowed.person.id is not None
        return cls(
            review,
            place,
            item.code,
            item.statement,
            sheet.value(place, "description"),
            age_of(date.fromisoformat(dated)) if dated else "",
            page_of(review, place),
            next((FileView.of(one) for one in files if not one.removed_at), None),
            [FileView.of(one) for one in files if one.removed_at],
            review.is_open and allowed.may(Permission.REVIEW_WRITE),
            allowed.person.id,
            most_mb,
            error,
        )
