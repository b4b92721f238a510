"""The pages of peer reviews, for `test_every_page`."""

from tests.browser.journeys.world import Way, at, sent

NOTE_TOO_LONG = {"notes/k3f9__text": "x" * 20_001, "notes/k3f9__text__version": "1"}

PEER_REVIEW: list[tuple[str, str, int, Way]] = [
    ("peer-review-of-us", "senco", 200, at("{w.peer}")),
    ("peer-review-by-us", "senco", 200, at("{w.peer_back}")),
    ("peer-review-for-reviewer", "reviewer", 200, at("{w.peer}")),
    ("peer-review-not-for-governors", "governor", 403, at("{w.peer}")),
    ("visit", "reviewer", 200, at("{w.peer}/visit")),
    ("visit-empty", "senco", 200, at("{w.peer_back}/visit")),
    ("visit-not-for-hosts", "senco", 403, at("{w.peer}/visit")),
    ("visit-shell", "", 200, at("/peer-reviews/visit-shell")),
    ("visit-item", "reviewer", 200, at("{w.peer}/visit/items/LEAD-1")),
    ("visit-area", "reviewer", 200, at("{w.peer}/visit/items/LEAD")),
    ("visit-item-not-agreed", "senco", 200, at("{w.peer_back}/visit/items/LEAD-1")),
    ("note-refused", "reviewer", 422, sent("{w.peer}/notes", text="", about="NOWHERE")),
    ("sorting-desk", "reviewer", 200, at("{w.peer}/notes?activity=learning_walk&notice=notes-sorted")),
    ("sorting-desk-empty", "senco", 200, at("{w.peer_back}/notes")),
    ("note", "reviewer", 200, at("{w.peer}/notes/k3f9")),
    ("note-wrong", "reviewer", 422, sent("{w.peer}/notes/k3f9", **NOTE_TOO_LONG)),
    ("pupil-voice", "reviewer", 200, at("{w.peer}/pupil-voice")),
    ("pupil-voice-empty", "senco", 200, at("{w.peer_back}/pupil-voice")),
    ("pupil-voice-wrong", "reviewer", 422, sent("{w.peer}/pupil-voice", **{"subject-1": "Music", "red-1": "many"})),
]
