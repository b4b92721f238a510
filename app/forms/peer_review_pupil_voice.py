"""A group's timetable as a form sends it: one name for the group, and a row for each subject."""

import re
from uuid import uuid4

from app.access.posted import Posted
from app.models.peer_review_fields import ROW_KEY
from app.services.peer_review_pupil_voice import COLOURS, ROWS, SentGroup, SentRow


def read_group(posted: Posted) -> SentGroup:
    """Row keys come back unchanged; one that cannot be a key is replaced."""
    rows = []
    for number in range(1, ROWS + 1):
        key = posted.get(f"key-{number}")
        counts = {colour: posted.get(f"{colour}-{number}") for colour in COLOURS}
        good = re.fullmatch(ROW_KEY, key)
        rows.append(SentRow(number, key if good else str(uuid4()), posted.get(f"subject-{number}"), counts))
    return SentGroup(posted.get("group"), rows)
