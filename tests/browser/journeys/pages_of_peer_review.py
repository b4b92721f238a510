"""The pages of peer reviews, for `test_every_page`."""

from tests.browser.journeys.world import Way, at, sent

TOO_LONG_TO_ASK = {"requests/k3f9__wanted": "x" * 20_001, "requests/k3f9__wanted__version": "0"}
TOO_LONG_TO_KEEP = {"enquiries/k3f9__line": "x" * 20_001, "enquiries/k3f9__line__version": "0"}
NO_LINK = {"requests/send-policy__link": "our website", "requests/send-policy__link__version": "0"}
MORE_THAN_ON_ROLL = {"profile__ehcp": "500", "profile__ehcp__version": "1"}

PEER_REVIEW: list[tuple[str, str, int, Way]] = [
    ("peer-review-of-us", "senco", 200, at("{w.peer}")),
    ("peer-review-by-us", "senco", 200, at("{w.peer_back}")),
    ("peer-review-for-reviewer", "reviewer", 200, at("{w.peer}")),
    ("peer-review-not-for-governors", "governor", 403, at("{w.peer}")),
    ("peer-requests-to-ask", "reviewer", 200, at("{w.peer}/requests")),
    ("peer-requests-to-answer", "senco", 200, at("{w.peer}/requests")),
    ("peer-requests-none-yet", "senco", 200, at("{w.peer_back}/requests")),
    ("peer-requests-refused", "reviewer", 422, sent("{w.peer}/requests", **TOO_LONG_TO_ASK)),
    ("peer-answer-refused", "senco", 422, sent("{w.peer}/requests", **NO_LINK)),
    ("peer-answer-file", "senco", 200, at("{w.peer}/requests/send-policy/file")),
    ("peer-answer-file-for-reviewer", "reviewer", 200, at("{w.peer}/requests/send-policy/file")),
    ("peer-profile", "senco", 200, at("{w.peer}/profile")),
    ("peer-profile-refused", "senco", 422, sent("{w.peer}/profile", **MORE_THAN_ON_ROLL)),
    ("peer-profile-not-shared", "reviewer", 403, at("{w.peer}/profile")),
    ("peer-brief", "reviewer", 200, at("{w.peer}/brief")),
    ("peer-brief-before-agreement", "senco", 200, at("{w.peer_back}/brief")),
    ("peer-brief-refused", "reviewer", 422, sent("{w.peer}/brief", **TOO_LONG_TO_KEEP)),
    ("peer-brief-not-for-host", "senco", 403, at("{w.peer}/brief")),
]
