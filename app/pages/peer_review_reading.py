"""What a reviewer reads of the host; the host sees the very same pages."""

from dataclasses import dataclass

from sqlmodel import Session

from app.access.guard import Allowed
from app.language import gettext as _
from app.models.evidence import EvidenceFile
from app.models.peer_review import Side
from app.models.reviews import Review
from app.models.self_evaluation import AgreedVersion
from app.models.self_evaluation_sheet import Sheet
from app.pages.contributions import ViewShown
from app.pages.evidence_views import FileView
from app.pages.self_evaluation_versions import AgreedArea, areas_of
from app.review_framework.types import Framework, Item
from app.services.contributions_views import list_views
from app.services.evidence import files_by_place
from app.services.peer_review import Seat
from app.services.peer_review_agreements import FEWEST_DAYS, MOST_DAYS, Sharing
from app.services.self_evaluation import framework_of, read_sheet
from app.services.self_evaluation_versions import find_latest_version, sheet_of


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """The latest agreed version. One area at a time, or the list of areas where none is chosen."""

    seat: Seat
    framework: Framework
    version: AgreedVersion | None
    areas: list[AgreedArea]
    number: int | None
    """Of the chosen area, counted from 1."""
    files: dict[str, list[FileView]]
    """Shared files by the item that they are evidence for."""

    @property
    def is_host(self) -> bool:
        return self.seat.side is Side.HOST

    @property
    def here(self) -> str:
        return f"/peer-reviews/{self.seat.id}/self-evaluation"

    @property
    def chosen(self) -> AgreedArea | None:
        return self.areas[self.number - 1] if self.number else None

    @property
    def title(self) -> str:
        if self.chosen:
            return _("%(area)s: %(school)s") % {"area": self.chosen.area.title, "school": self.seat.host.name}
        if self.is_host:
            return _("What your reviewer sees")
        return _("The self-evaluation of %(school)s") % {"school": self.seat.host.name}

    @classmethod
    def of(cls, allowed: Allowed[Seat], code: str | None = None) -> "ReadingPage":
        """Raises LookupError for an area that its framework does not have."""
        seat, session = allowed.thing, allowed.session
        review = session.get_one(Review, seat.review.review_id)
        framework, version = framework_of(review), find_latest_version(session, review)
        if version is None:
            return cls(seat, framework, None, [], None, {})
        sheet = sheet_of(version)
        areas = areas_of(framework, sheet, version.shown)
        codes = [one.area.code for one in areas]
        if code is not None and code not in codes:
            raise LookupError(code)
        number = codes.index(code) + 1 if code is not None else None
        files = _files(session, seat, review, sheet) if code is not None and seat.review.shares_files else {}
        return cls(seat, framework, version, areas, number, files)


def shared_files(session: Session, seat: Seat) -> list[EvidenceFile]:
    """The files that stand with the evidence of the agreed version, if the host shares them; else none."""
    review = session.get_one(Review, seat.review.review_id)
    version = find_latest_version(session, review) if seat.review.shares_files else None
    return _standing(session, review, sheet_of(version)) if version else []


def _standing(session: Session, review: Review, agreed: Sheet) -> list[EvidenceFile]:
    """A file with evidence that the school has not agreed yet is work in progress, and what it has since taken out is
    not for others' eyes any more.
    """
    shown = _evidence_places(review, agreed) & _evidence_places(review, read_sheet(session, review))
    return [file for place, file in files_by_place(session, review).items() if place in shown]


def _evidence_places(review: Review, sheet: Sheet) -> set[str]:
    return {one.place for item in framework_of(review).items for one in sheet.evidence(item.code)}


def _files(session: Session, seat: Seat, review: Review, sheet: Sheet) -> dict[str, list[FileView]]:
    by_item: dict[str, list[FileView]] = {}
    for file in _standing(session, review, sheet):
        href = f"/peer-reviews/{seat.id}/evidence-files/{file.id}"
        by_item.setdefault(file.place.partition("/")[0], []).append(FileView.of(file, href=href))
    return by_item


@dataclass(frozen=True, slots=True)
class SharedViewsPage:
    """What colleagues wrote about each item, if the host shares it."""

    seat: Seat
    is_shared: bool
    items: list[tuple[Item, list[ViewShown]]]

    @property
    def is_host(self) -> bool:
        return self.seat.side is Side.HOST

    @classmethod
    def of(cls, allowed: Allowed[Seat]) -> "SharedViewsPage":
        seat = allowed.thing
        if not seat.review.shares_contributions:
            return cls(seat, False, [])
        review = allowed.session.get_one(Review, seat.review.review_id)
        framework = framework_of(review)
        by_item: dict[str, list[ViewShown]] = {}
        for view in list_views(allowed.session, review):
            by_item.setdefault(view.item, []).append(ViewShown.of(framework, view))
        return cls(seat, True, [(item, by_item[item.code]) for item in framework.items if item.code in by_item])


@dataclass(frozen=True, slots=True)
class SharingPage:
    """The switches, each with what it means."""

    seat: Seat
    sharing: Sharing
    days: str
    person_id: int
    error: str = ""

    @property
    def errors(self) -> list[tuple[str, str]]:
        return [("days", self.error)] if self.error else []

    @property
    def shared(self) -> list[str]:
        return switched_on(self.sharing)

    @property
    def limits(self) -> tuple[int, int]:
        return FEWEST_DAYS, MOST_DAYS

    @property
    def switches(self) -> list[tuple[str, str, str]]:
        """Code, label and the consequence."""
        names = {"school": self.seat.reviewer.name}
        return [
            (
                "contributions",
                _("Views from colleagues"),
                _("Reviewers from %(school)s read each view with its writer’s name and role, as you do.") % names,
            ),
            (
                "files",
                _("Files with evidence"),
                _("Reviewers from %(school)s can open and save each file that stands with agreed evidence.") % names,
            ),
            (
                "profile",
                _("School profile"),
                _("Reviewers from %(school)s see your counts, such as pupils with SEN support and absence.") % names,
            ),
        ]


def switched_on(sharing: Sharing) -> list[str]:
    on = {"contributions": sharing.contributions, "files": sharing.files, "profile": sharing.profile}
    return [name for name, is_on in on.items() if is_on]


def in_words(sharing: Sharing) -> str:
    """What is shared, for the history."""
    labels = {"contributions": _("views from colleagues"), "files": _("files with evidence"), "profile": _("profile")}
    shared = ", ".join([_("agreed self-evaluation"), *(labels[name] for name in switched_on(sharing))])
    return _("Shared now: %(shared)s; until %(days)s days after the final report.") % {
        "shared": shared,
        "days": sharing.days,
    }
