"""The pages of peer reviews, for `test_every_page`."""

from tests.browser.journeys.world import Way, at

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
    ("follow-up", "senco", 200, at("{w.peer}/follow-up")),
    ("follow-up-for-reviewer", "reviewer", 200, at("{w.peer}/follow-up")),
    ("stay-in-touch", "reviewer", 200, at("{w.peer}/contact")),
    ("peer-review-not-for-governors", "governor", 403, at("{w.peer}")),
]
