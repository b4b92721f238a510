"""Fields of a peer review out of a form. Each comes with `NAME.version`, the version it was written against."""

from collections.abc import Callable, Iterator

from app.access.posted import Posted
from app.forms.answers import VERSION, read_version
from app.models.fields import Key, UnknownAnswer
from app.services.texts_forms import Sent


def read_fields(posted: Posted, *, on_page: Callable[[Key], bool]) -> Iterator[Sent]:
    """The fields of one page. `choose=NAME=theirs` leaves that field alone. Raises UnknownAnswer for another page's."""
    left_alone = {choice.removesuffix("=theirs") for choice in posted.all("choose") if choice.endswith("=theirs")}
    sent = posted.by_name()
    for name, version in posted:
        if not name.endswith(VERSION):
            continue
        key = Key.parse(name.removesuffix(VERSION))
        if not on_page(key):
            raise UnknownAnswer(name)
        if str(key) not in left_alone:
            yield Sent(key, " ".join(sent.get(str(key), ())), read_version(version))
