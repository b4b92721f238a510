"""A whole page of answers sent at once: what the form does for those whose browser runs no script."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from app.models.actors import Actor
from app.models.book_tables import Change
from app.models.fields import BadAnswer, Key
from app.models.self_evaluation_sheet import Sheet, Text
from app.review_framework.types import Framework
from app.services.texts import Book, Clash, read_texts, save_clean


@dataclass(frozen=True, slots=True)
class Sent:
    """One field of the form: the text, and the version it was written against."""

    key: Key
    value: str
    base: int


@dataclass(slots=True)
class Outcome:
    """What became of each field. What could not be saved is here with the text as it was sent."""

    framework: Framework
    saved: int = 0
    clashes: dict[Key, Clash] = field(default_factory=dict)
    faults: dict[Key, str] = field(default_factory=dict)
    kept: dict[Key, str] = field(default_factory=dict)
    """The texts of clashes and faults, to show in the form again."""

    @property
    def status(self) -> int:
        """As HTTP says it: 409 where somebody else's text came first, else 422."""
        return 409 if self.clashes else 422


def save_form(session: Session, book: Book, sent: Iterable[Sent], *, by: Actor) -> Outcome:
    """Every field that was changed is saved by itself; one that cannot be does not hold up the others.

    A field whose text is what its base version said was not touched, and is left alone even if somebody else has
    changed it since. Raises UnknownAnswer, or what the book raises where it admits nobody: then nothing is saved.
    """
    sheet = read_texts(session, book)
    outcome = Outcome(book.framework)
    changed: list[Sent] = []
    for one in sent:
        try:
            value = book.clean(one.key, one.value)
        except BadAnswer as error:
            book.admit(one.key)
            outcome.faults[one.key] = str(error)
            outcome.kept[one.key] = one.value
            continue
        if value != sheet.value(one.key.place, one.key.field):
            book.admit(one.key)
            changed.append(Sent(one.key, value, one.base))
    untouched = _texts_at_base(session, book, sheet, changed)
    # In one order, whatever the form's: two that lock the same rows the other way round would wait for each other.
    for one in sorted(changed, key=lambda sent: str(sent.key)):
        if untouched.get(one.key) == Text(one.value, one.base):
            continue
        result = save_clean(session, book, one.key, one.value, base=one.base, by=by)
        if isinstance(result, Clash):
            outcome.clashes[one.key] = result
            outcome.kept[one.key] = one.value
        else:
            outcome.saved += 1
    return outcome


def _texts_at_base(session: Session, book: Book, sheet: Sheet, changed: list[Sent]) -> Mapping[Key, Text]:
    """What stood in each changed field when the form was fetched, where somebody has changed it since."""
    stale = [one.key for one in changed if one.base != sheet.text(one.key.place, one.key.field).version]
    if not stale:
        return {}
    bases = {one.key: one.base for one in changed}
    texts = {key: Text("", 0) for key in stale}
    changes = book.changes
    rows = session.exec(
        select(changes.place, changes.field, changes.value, changes.version).where(
            getattr(changes, book.owner) == book.owner_id,
            changes.kind != Change.SET_ASIDE,
            col(changes.place).in_({key.place for key in stale}),
        )
    )
    for place, name, value, version in rows:
        key = Key(place, name)
        if key in texts and version == bases[key]:
            texts[key] = Text(value, version)
    return texts
