"""Answers out of a form. Each field comes with `NAME.version`, the version it was written against; a group of boxes of
which none is ticked sends nothing else.
"""

from collections.abc import Callable, Iterator

from app.access.posted import Posted
from app.models.fields import Key, UnknownAnswer
from app.models.self_evaluation_fields import item_of
from app.services.texts_forms import Sent

VERSION = ".version"


def read_answers(posted: Posted, *, within: str) -> Iterator[Sent]:
    """The fields of one page: of the scope, or of an area and its items. Raises UnknownAnswer for one of another."""
    return read_fields(posted, lambda place: within in (item_of(place).rpartition("-")[0], place))


def read_fields(posted: Posted, belongs: Callable[[str], bool]) -> Iterator[Sent]:
    """The fields of one page, each at a place that belongs there. `choose=NAME=theirs` leaves that field alone.

    Raises UnknownAnswer for a field of another page.
    """
    left_alone = {choice.removesuffix("=theirs") for choice in posted.all("choose") if choice.endswith("=theirs")}
    sent = posted.by_name()
    for name, version in posted:
        if not name.endswith(VERSION):
            continue
        key = Key.parse(name.removesuffix(VERSION))
        if not belongs(key.place):
            raise UnknownAnswer(name)
        if str(key) not in left_alone:
            yield Sent(key, " ".join(sent.get(str(key), ())), read_version(version))


def read_version(text: str) -> int:
    """0, that of a field nobody has written in, for anything that is not a number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
