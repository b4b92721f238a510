"""What a review framework is made of: frozen, strict values that never change once loaded.

A framework is data written in YAML. These types say which keys it has; `check` says whether it is a good one.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Final, Literal, Self, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    model_validator,
)

Depth = Literal["short", "full"]
T = TypeVar("T")

# An answer may also say one of these. They are not levels: no framework may use them as the code of a level.
NOT_LOOKED_AT: Final = "not_looked_at"
DOES_NOT_APPLY: Final = "does_not_apply"
RESERVED_CODES: Final = frozenset({NOT_LOOKED_AT, DOES_NOT_APPLY})

Text = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Version = Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*))+$")]
SnakeCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
AreaCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,8}$")]
ItemCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,8}-[1-9][0-9]{0,2}$")]
YearMonthDay = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$")]


class Texts(Mapping[str, str]):
    """A mapping that cannot change: a plain dict would let one page change the framework for all others."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = dict(texts)

    def __getitem__(self, key: str) -> str:
        return self._texts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __hash__(self) -> int:
        return hash(frozenset(self._texts.items()))

    def __repr__(self) -> str:
        return f"Texts({self._texts!r})"


FrozenTexts = Annotated[Mapping[str, Text], AfterValidator(Texts), PlainSerializer(dict)]


class Part(BaseModel):
    """Any part of a framework: no unknown keys, no silent conversion, no change after loading."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", str_strip_whitespace=True)


class ScaleLevel(Part):
    """One step of the scale; the order of the list is the order of the scale."""

    code: SnakeCode = Field(description="Stable, lower case: `secure`.")
    label: Text
    about: Text = Field(description="One sentence: where the practice is, never how good the school is.")


class LookAt(Part):
    """One place to look for evidence."""

    kind: SnakeCode = Field(description="A code of the vocabulary `evidence_kinds`.")
    what: Text = Field(description="What to look at in this school, in a few words.")


class Duty(Part):
    """The law or statutory guidance behind an item, dated so that a new version can follow it."""

    source: Text
    dated: YearMonthDay = Field(description='Date of the source: "2015", "2015-01" or "2015-01-30".')


class Item(Part):
    """One statement that a school and its peer can each judge from evidence."""

    code: ItemCode = Field(description="The code of its area, a hyphen and a number: `LEAD-3`. Never reused.")
    statement: Text = Field(description="One thing, under 25 words, reading age about 12.")
    why: Text = Field(description="One or two short sentences.")
    look_at: Annotated[tuple[LookAt, ...], Field(min_length=1)]
    ask: Annotated[tuple[SnakeCode, ...], Field(min_length=1)] = Field(
        description="Codes of the vocabulary `stakeholders`."
    )
    descriptors: FrozenTexts = Field(description="Exactly one text, under 35 words, for each level of the scale.")
    essential: bool = Field(description="True if it is in the short review too.")
    duty: Duty | None = None
    previously: tuple[ItemCode, ...] = Field(
        default=(), description="Codes that earlier versions of this framework had for what this item asks now."
    )

    @property
    def area_code(self) -> str:
        return self.code.rsplit("-", 1)[0]


class Area(Part):
    """One of the areas of the review, with its own centre of gravity."""

    code: AreaCode
    title: Text
    about: Text
    items: Annotated[tuple[Item, ...], Field(min_length=1)]

    def items_for(self, depth: Depth) -> tuple[Item, ...]:
        """The items of this area that a review of this depth asks. Raises ValueError on an unknown depth."""
        return _of_depth(self.items, depth)


class Framework(Part):
    """One version of one framework. A published version never changes: a change is a new version."""

    id: Slug
    version: Version = Field(description='Text in quotes: "1.0".')
    title: Text
    source_note: Text = Field(description="Whose the areas, the items and the scale are.")
    scale: Annotated[tuple[ScaleLevel, ...], Field(min_length=2)]
    areas: Annotated[tuple[Area, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        """Every lookup below has exactly one answer. `check` says the same with line numbers."""
        levels = [level.code for level in self.scale]
        for codes in (levels, [a.code for a in self.areas], [i.code for i in self.items]):
            if repeated := {code for code in codes if codes.count(code) > 1}:
                raise ValueError(f"codes used twice: {', '.join(sorted(repeated))}")
        if taken := RESERVED_CODES.intersection(levels):
            raise ValueError(f"codes that the app keeps for itself: {', '.join(sorted(taken))}")
        for area in self.areas:
            for item in area.items:
                if item.area_code != area.code:
                    raise ValueError(f"item {item.code} is in area {area.code}")
                if set(item.descriptors) != set(levels):
                    raise ValueError(f"item {item.code} needs exactly one descriptor for each level")
        return self

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every item, in the order of the file."""
        return tuple(item for area in self.areas for item in area.items)

    @cached_property
    def essential_items(self) -> tuple[Item, ...]:
        """The items of the short review, in the order of the file."""
        return self.items_for("short")

    def items_for(self, depth: Depth) -> tuple[Item, ...]:
        """The items that a review of this depth asks. Raises ValueError on an unknown depth."""
        return _of_depth(self.items, depth)

    def item(self, code: str) -> Item:
        """The item with this code. Raises KeyError."""
        return self._named(self._item_by_code, code, "item")

    def area(self, code: str) -> Area:
        """The area with this code. Raises KeyError."""
        return self._named(self._area_by_code, code, "area")

    def area_of(self, item_code: str) -> Area:
        """The area that holds this item. Raises KeyError."""
        return self.area(self.item(item_code).area_code)

    def level(self, code: str) -> ScaleLevel:
        """The level of the scale with this code. Raises KeyError."""
        return self._named(self._level_by_code, code, "level")

    @cached_property
    def _item_by_code(self) -> dict[str, Item]:
        return {item.code: item for item in self.items}

    @cached_property
    def _area_by_code(self) -> dict[str, Area]:
        return {area.code: area for area in self.areas}

    @cached_property
    def _level_by_code(self) -> dict[str, ScaleLevel]:
        return {level.code: level for level in self.scale}

    def _named(self, parts: Mapping[str, T], code: str, noun: str) -> T:
        try:
            return parts[code]
        except KeyError:
            raise KeyError(f"{self.id} {self.version} has no {noun} {code!r}") from None


def _of_depth(items: tuple[Item, ...], depth: Depth) -> tuple[Item, ...]:
    if depth not in get_args(Depth):
        raise ValueError(f"depth must be 'short' or 'full', not {depth!r}")
    return items if depth == "full" else tuple(item for item in items if item.essential)


def version_key(version: str) -> tuple[int, ...]:
    """Numbers to sort versions by, so that 1.10 comes after 1.9."""
    return tuple(int(part) for part in version.split("."))
