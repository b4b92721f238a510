"""Notes out of a form: one that is new, or the tags of many at the sorting desk."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import uuid4

from app.access.posted import Posted
from app.forms.answers import VERSION, read_version
from app.models.fields import Key, UnknownAnswer
from app.models.peer_review_fields import ROW_KEY
from app.services.peer_review_notes import NOTED_AT, TAGS, TEXT
from app.services.texts_forms import Sent


@dataclass(frozen=True, slots=True)
class SentNote:
    key: str
    fields: Mapping[str, str]


def read_note(posted: Posted) -> SentNote:
    """A key that cannot be one is replaced: its words are worth more than it."""
    key = posted.get("key")
    return SentNote(
        key if re.fullmatch(ROW_KEY, key) else str(uuid4()),
        {name: posted.get(name) for name in (TEXT, *TAGS, NOTED_AT)},
    )


def read_rows(posted: Posted, listed: str, *, fields: frozenset[str], key: str = "") -> Iterator[Sent]:
    """The fields of a list's rows, or of one row, that a page holds. `choose=NAME=theirs` leaves that field alone.

    Raises UnknownAnswer for a field of another page.
    """
    left_alone = {choice.removesuffix("=theirs") for choice in posted.all("choose") if choice.endswith("=theirs")}
    for name, version in posted:
        if not name.endswith(VERSION):
            continue
        at = Key.parse(name.removesuffix(VERSION))
        here, _slash, row = at.place.partition("/")
        if here != listed or at.field not in fields or (key and row != key):
            raise UnknownAnswer(name)
        if str(at) not in left_alone:
            yield Sent(at, posted.get(str(at)), read_version(version))
