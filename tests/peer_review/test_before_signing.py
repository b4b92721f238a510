"""Before both schools have signed, a reviewer comes to no page of preparation."""

from collections.abc import Callable

from app.db import Database
from app.models.peer_review import PeerReview
from tests.peers import Peers
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]


def test_nobody_asks_before_both_have_signed(browser_of: BrowserOf, database: Database, peers: Peers) -> None:
    with database.writing() as session:
        review = session.get_one(PeerReview, peers.there.id)
        fresh = PeerReview(
            **review.model_dump(exclude={"id", "ended_at"}) | {"review_id": review.review_id},
            ended_at=review.created_at,
        )
        session.add(fresh)
        session.flush()
        fresh.ended_at, review.ended_at = None, review.created_at
        session.flush()
        unsigned = fresh.id
    reviewer = browser_of("reviewer")
    for path in ("requests", "profile", "brief"):
        refused = reviewer.get(f"/peer-reviews/{unsigned}/{path}")
        assert refused.status_code == 403, path
        assert "Sign the reviewer’s statement first" in text_of(refused.text)
    assert "After both schools have signed" in text_of(reviewer.get(f"/peer-reviews/{unsigned}").text)
