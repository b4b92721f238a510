"""The pages of peer reviews, for `test_every_page`."""

from playwright.sync_api import Page, Response

from app import clock
from app.models.peer_review import PeerReview
from app.models.peer_review_report import PeerReportVersion
from tests.browser.journeys.site import Site
from tests.browser.journeys.world import Way, World, at, pair_of_schools

SIGNED = [["report/LEAD/k3f9", "text", "Give the SENCO an afternoon a week.", 1]]


def final(path: str, *, visiting: bool = False) -> Way:
    """A page of a further peer review whose report both schools have signed."""

    def go(site: Site, world: World, page: Page) -> Response | None:
        _visitors, there, back = pair_of_schools(site, world.staff, site.new_review(world.staff))
        one, now = (back if visiting else there), clock.now()
        with site.database.writing() as session:
            session.get_one(PeerReview, one.id).final_at = now
            session.add(
                PeerReportVersion(
                    peer_review_id=one.id or 0,
                    school_id=one.school_id,
                    number=1,
                    texts=SIGNED,
                    fingerprint="0" * 64,
                    reviewer_signed_by="Rosa Reviewer",
                    reviewer_signed_at=now,
                    host_signed_by="Asha Senco",
                    host_signed_at=now,
                )
            )
        return page.goto(f"/peer-reviews/{one.id}{path}")

    return go


PEER_REVIEW: list[tuple[str, str, int, Way]] = [
    ("peer-review-of-us", "senco", 200, at("{w.peer}")),
    ("peer-review-by-us", "senco", 200, at("{w.peer_back}")),
    ("peer-review-for-reviewer", "reviewer", 200, at("{w.peer}")),
    ("agenda-empty", "senco", 200, at("{w.peer_back}/agenda")),
    ("agenda", "senco", 200, at("{w.peer}/agenda")),
    ("agenda-for-reviewer", "reviewer", 200, at("{w.peer}/agenda?add=row")),
    ("agenda-template", "senco", 200, at("{w.peer}/agenda/template")),
    ("agenda-confirmation", "reviewer", 200, at("{w.peer}/agenda/confirmation")),
    ("agenda-without-calendar", "senco", 409, at("{w.peer_back}/agenda.ics")),
    ("follow-up-later", "senco", 200, at("{w.peer_back}/follow-up")),
    ("follow-up", "senco", 200, final("/follow-up")),
    ("follow-up-by-us", "senco", 200, final("/follow-up", visiting=True)),
    ("peer-review-that-is-final", "senco", 200, final("")),
    ("stay-in-touch", "reviewer", 200, at("{w.peer}/contact")),
    ("peer-review-not-for-governors", "governor", 403, at("{w.peer}")),
]
