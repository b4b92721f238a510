"""All the answers of a review in one hand: as they stand now, or as they stood in an agreed version."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

from app.models.fields import Key
from app.models.self_evaluation_fields import EVIDENCE_FIELDS, EVIDENCE_PLACE, JUDGEMENT, NOT_APPLICABLE_WHY, REMOVED
from app.review_framework.types import DOES_NOT_APPLY, NOT_LOOKED_AT, Item


@dataclass(frozen=True, slots=True)
class Text:
    """What stands in one field. Version 0 is a field that nobody has written in."""

    value: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence for an item."""

    place: str
    kind: str
    description: str
    dated: date | None
    link: str


NOTHING = Text()


class Sheet:
    """Reads answers; never writes them."""

    def __init__(self, texts: Mapping[Key, Text]) -> None:
        self._texts = texts

    @classmethod
    def of_rows(cls, rows: Iterable[Any]) -> "Sheet":
        """From rows of place, field, value, version."""
        return cls({Key(place, field): Text(value, version) for place, field, value, version in rows})

    def only(self, wanted: Callable[[Key], bool]) -> "Sheet":
        """Those of its texts whose key is wanted."""
        return Sheet({key: text for key, text in self._texts.items() if wanted(key)})

    def keys(self) -> list[Key]:
        """Of every text there is, in order."""
        return sorted(self._texts, key=str)

    def rows(self) -> list[list[str | int]]:
        """What an agreed version keeps: every field that holds something, in a fixed order."""
        return [
            [key.place, key.field, text.value, text.version]
            for key, text in sorted(self._texts.items(), key=lambda entry: str(entry[0]))
            if text.value
        ]

    def fingerprint(self) -> str:
        """SHA-256 of `rows`."""
        return sha256(json.dumps(self.rows(), ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()

    def text(self, place: str, field: str) -> Text:
        return self._texts.get(Key(place, field), NOTHING)

    def value(self, place: str, field: str) -> str:
        return self.text(place, field).value

    def judgement(self, item: Item) -> str:
        """A level's code, `not_looked_at` or `does_not_apply`."""
        return self.value(item.code, JUDGEMENT) or NOT_LOOKED_AT

    def is_answered(self, item: Item) -> bool:
        """A level is chosen, or the school says why the item does not apply."""
        judgement = self.judgement(item)
        if judgement == DOES_NOT_APPLY:
            return bool(self.value(item.code, NOT_APPLICABLE_WHY))
        return judgement != NOT_LOOKED_AT

    def evidence(self, item_code: str) -> list[Evidence]:
        """What is there and not removed, in the order it was added."""
        return [one for place in self._evidence_places.get(item_code, ()) if (one := self._evidence(place))]

    def has_evidence(self, place: str) -> bool:
        """Something is written about this piece of evidence, removed or not."""
        return bool(self._evidence(place) or self._evidence(place, removed=True))

    def removed_evidence(self, item_code: str) -> list[Evidence]:
        """What was removed, and can be put back."""
        places = self._evidence_places.get(item_code, ())
        return [one for place in places if (one := self._evidence(place, removed=True))]

    def changed_from(self, other: "Sheet") -> list[Key]:
        """The fields whose text differs, in order."""
        keys = self._texts.keys() | other._texts.keys()
        return sorted(
            (key for key in keys if self.value(key.place, key.field) != other.value(key.place, key.field)),
            key=str,
        )

    def _evidence(self, place: str, *, removed: bool = False) -> Evidence | None:
        fields = {field: self.value(place, field) for field in EVIDENCE_FIELDS}
        if bool(fields.pop(REMOVED)) is not removed or not any(fields.values()):
            return None
        return Evidence(
            place,
            fields["kind"],
            fields["description"],
            date.fromisoformat(fields["dated"]) if fields["dated"] else None,
            fields["link"],
        )

    @cached_property
    def _evidence_places(self) -> Mapping[str, list[str]]:
        places: dict[str, list[str]] = {}
        for key in self._texts:
            if EVIDENCE_PLACE.fullmatch(key.place):
                of_item = places.setdefault(key.place.partition("/")[0], [])
                if key.place not in of_item:
                    of_item.append(key.place)
        return {item: sorted(found) for item, found in places.items()}
