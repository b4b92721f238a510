"""The pages of peer reviews, for `test_every_page`."""

from tests.browser.journeys.world import Way, at

PEER_REVIEW: list[tuple[str, str, int, Way]] = [
    ("peer-review-of-us", "senco", 200, at("{w.peer}")),
    ("peer-review-by-us", "senco", 200, at("{w.peer_back}")),
    ("peer-review-for-reviewer", "reviewer", 200, at("{w.peer}")),
    ("peer-review-documents", "senco", 200, at("{w.peer}/documents")),
    ("peer-review-document", "reviewer", 200, at("{w.peer}/documents/review-report")),
    ("peer-review-documents-for-governor", "governor", 200, at("{w.peer}/documents")),
    ("peer-review-not-for-governors", "governor", 403, at("{w.peer}")),
]
