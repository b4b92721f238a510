"""The pages of peer reviews, for `test_every_page`."""

from tests.browser.journeys.world import Way, at, sent

PEER_REVIEW: list[tuple[str, str, int, Way]] = [
    ("peer-review-of-us", "senco", 200, at("{w.peer}")),
    ("peer-review-by-us", "senco", 200, at("{w.peer_back}")),
    ("peer-review-for-reviewer", "reviewer", 200, at("{w.peer}")),
    ("peer-groups", "senco", 200, at("{w.school}/peer-groups")),
    ("peer-groups-new", "senco", 200, at("{w.school}/peer-groups/new?q=school")),
    ("peer-group", "senco", 200, at("{w.group}")),
    ("peer-group-for-colleagues", "colleague", 200, at("{w.group}")),
    ("peer-group-one-more", "senco", 200, at("{w.group}/invitations/new?q=nothing+like+it")),
    ("peer-group-one-more-refused", "senco", 422, sent("{w.group}/invitations", partner="")),
    ("peer-group-joined-already", "senco", 200, at("{w.group}/joining")),
    ("peer-group-withdrawal", "senco", 200, at("{w.group}/withdrawal")),
    ("peer-group-withdrawal-refused", "senco", 422, sent("{w.group}/withdrawal", why="")),
    ("peer-agreement-of-host", "senco", 200, at("{w.peer}/agreement")),
    ("peer-agreement-of-reviewer", "reviewer", 200, at("{w.peer}/agreement")),
    ("peer-agreement-refused", "senior_leader", 422, sent("{w.peer}/agreement", agree="")),
    ("peer-dates", "senco", 200, at("{w.peer}/dates")),
    (
        "reviewer",
        422,
        sent("{w.peer}/dates", **SOON),
    ),
    ("peer-sharing", "senco", 200, at("{w.peer}/sharing")),
    ("peer-sharing-refused", "senco", 422, sent("{w.peer}/sharing", days="1")),
    ("peer-self-evaluation", "reviewer", 200, at("{w.peer}/self-evaluation")),
    ("peer-self-evaluation-area", "reviewer", 200, at("{w.peer}/self-evaluation/LEAD")),
    ("peer-self-evaluation-of-us", "senco", 200, at("{w.peer}/self-evaluation")),
    ("peer-contributions", "reviewer", 200, at("{w.peer}/contributions")),
    ("peer-contributions-not-shared", "senco", 200, at("{w.peer}/contributions")),
    ("peer-review-not-for-governors", "governor", 403, at("{w.peer}")),
]
