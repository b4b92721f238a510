"""The tree held against the types: missing and unknown keys, wrong types, malformed codes."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from app.review_framework.types import Area, Duty, Framework, Item, LookAt, ScaleLevel
from app.review_framework.yaml_source import Loc, Source, Spot

_FORMS = {
    "id": "lower-case words joined by hyphens, such as wss-mainstream",
    "version": 'numbers joined by dots, in quotes, such as "1.0"',
    "dated": 'a year, a month or a day in quotes, such as "2015-01"',
    "kind": "a lower-case code, such as lesson_visit",
    "ask": "a lower-case code, such as class_teacher",
    "previously": "the code of an item, such as LEAD-3",
}
_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "mapping_type": "a mapping",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "dataclass_type": "a mapping",
}
_LIMITS = {
    "literal_error": "one of {expected}",
    "greater_than_equal": "at least {ge}",
    "less_than_equal": "at most {le}",
    "string_too_long": "at most {max_length} characters long",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """What a kind of file must look like, and how its places and the forms of its values are called."""

    whole: type[BaseModel]
    parts: tuple[type[BaseModel], ...]
    place: Callable[[Spot, Loc], str]
    form: Callable[[Loc], str]
    lists: frozenset[str]
    """Keys whose entries `place` names, so that a sentence need not name the key too."""

    @property
    def keys(self) -> list[str]:
        return [key for part in (self.whole, *self.parts) for key in part.model_fields]


def check_shape(source: Source, root: Spot, shape: Shape | None = None) -> bool:
    """False if there is nothing to hold against the other rules because the file is not a mapping at all."""
    shape = shape or FRAMEWORK
    if root.kind != "a mapping":
        keys = ", ".join(f"`{key}`" for key in ("id", "version", sorted(shape.lists)[0]))
        source.fault(root.line, f"the file must be a mapping with {keys} and so on, but it is {root.kind}")
        return False
    try:
        shape.whole.model_validate_json(json.dumps(root.plain()))
    except ValidationError as error:
        for details in error.errors(include_url=False, include_context=True):
            # Rules across parts are worded, with their lines, by the checks that come after this one.
            if details["type"] != "value_error":
                _report(source, root, shape, details)
    return True


def place(root: Spot, loc: Loc) -> str:
    """How a person would name the place: "item LEAD-3", "area LEAD", "level secure of the scale"."""
    match loc:
        case ("areas", int(a), "items", int(i), *_):
            code = _text(root, ("areas", a, "items", i, "code"))
            return f"item {code}" if code else f"item number {i + 1} of {place(root, ('areas', a))}"
        case ("areas", int(a), *_):
            code = _text(root, ("areas", a, "code"))
            return f"area {code}" if code else f"area number {a + 1}"
        case ("scale", int(n), *_):
            code = _text(root, ("scale", n, "code"))
            return f"level {code} of the scale" if code else f"level number {n + 1} of the scale"
    return "the framework"


def _report(source: Source, root: Spot, shape: Shape, details: Any) -> None:
    kind, loc, context = details["type"], details["loc"], details.get("ctx", {})
    name, parent = loc[-1] if loc else "", _at(root, loc[:-1])
    spot = _at(root, loc)
    where = shape.place(root, loc[:-1])
    key = _key(loc)
    if kind == "missing":
        inside = f", `{_key(loc[:-1])}`" if _key(loc[:-1]) not in {"", *shape.lists} else ""
        source.fault(parent.line, f"{where}{inside}: the key `{name}` is missing")
    elif kind == "extra_forbidden":
        close = get_close_matches(str(name), shape.keys, n=1)
        advice = f"; did you mean `{close[0]}`?" if close else ""
        source.fault(parent.line_of(str(name)), f"{where}: there is no such key as `{name}`{advice}")
    elif kind in _EXPECTED:
        entry = f"an entry of `{key}`" if isinstance(name, int) else f"`{key}`"
        got = "is empty" if spot.kind == "empty" else f"is {spot.kind}"
        advice = "; put it in quotes" if kind == "string_type" and spot.kind in {"a number", "true or false"} else ""
        source.fault(spot.line, f"{shape.place(root, loc)}: {entry} must be {_EXPECTED[kind]}, but it {got}{advice}")
    elif kind == "too_short":
        # Pydantic counts valid entries only; a broken entry is already a fault of its own.
        if len(spot.children) < context["min_length"]:
            source.fault(spot.line, f"{where}: `{key}` needs at least {_entries(context)}")
    elif kind in _LIMITS:
        source.fault(spot.line, f"{where}: `{key}` must be {_LIMITS[kind].format(**context)}")
    elif kind == "string_too_short" or (kind == "string_pattern_mismatch" and not (spot.text or "").strip()):
        source.fault(spot.line, f"{where}: `{key}` is empty")
    elif kind == "string_pattern_mismatch":
        source.fault(spot.line, f"{where}: `{key}` is {spot.text!r}, but it must be {shape.form(loc)}")
    else:
        source.fault(spot.line, f"{where}: `{key}` cannot be read ({kind.replace('_', ' ')})")


def _entries(context: dict[str, Any]) -> str:
    count = context.get("min_length", 1)
    return "one entry" if count == 1 else f"{count} entries"


def _form(loc: Loc) -> str:
    key = _key(loc)
    if key != "code":
        return _FORMS.get(key, "written in another way")
    if loc[0] == "scale":
        return "lower case, such as secure"
    if "items" in loc:
        return "the code of its area, a hyphen and a number, such as LEAD-3"
    return "two to eight capital letters, such as LEAD"


def _key(loc: Loc) -> str:
    return next((part for part in reversed(loc) if isinstance(part, str)), "")


def _at(root: Spot, loc: Loc) -> Spot:
    """The value at this place, or the nearest one around it."""
    spot = root
    for part in loc:
        child = spot.get(part)
        if child is None:
            return spot
        spot = child
    return spot


def _text(root: Spot, loc: Loc) -> str | None:
    spot = _at(root, loc)
    return spot.text if spot.kind == "text" else None


FRAMEWORK = Shape(
    Framework, (ScaleLevel, Area, Item, LookAt, Duty), place, _form, lists=frozenset({"areas", "items", "scale"})
)
