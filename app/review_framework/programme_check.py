"""The checker of programme files: every fault with its line, as for frameworks."""

from pathlib import Path

from app.review_framework.check_shape import Shape, check_shape
from app.review_framework.check_versions import check_codes, check_folder
from app.review_framework.fault import Fault
from app.review_framework.programme_types import Band, Component, PlannedEvent, Programme, Theme, Window
from app.review_framework.publication import changed_since_published
from app.review_framework.vocabulary import vocabulary
from app.review_framework.yaml_source import Loc, Source, Spot, read

PROGRAMMES = Path(__file__).parent / "programmes"
NOT_YET_KNOWN = "not_yet_known"
"""What a school is called whose band nobody can tell yet: no band may use it as its code."""

_NOUNS = {"components": "component", "bands": "band", "coaching_themes": "theme", "events": "event"}
_FORMS = {
    "id": "lower-case words joined by hyphens, such as wss-review-programme",
    "version": 'numbers joined by dots, in quotes, such as "1.0"',
}


def check_programme(path: Path | str) -> list[Fault]:
    """Every fault of this programme file, in the order of its lines; none means that it may be used."""
    return examine_programme(path).faults


def examine_programme(path: Path | str) -> Source:
    """What is in this programme file, with every fault in the order of its lines. Never raises."""
    source = read(Path(path))
    if source.root is not None:
        if check_shape(source, source.root, _SHAPE):
            for key, noun in _NOUNS.items():
                check_codes(source, source.root.each(key), noun)
            _check_components(source, source.root)
            _check_bands(source, source.root)
            _check_events(source, source.root)
        changed_since_published(source, source.root)
    source.faults = sorted(set(source.faults))
    return source


def check_programmes(folder: Path | str = PROGRAMMES) -> list[Fault]:
    """Every fault of every programme file in this folder, of their names and of the published list."""
    return check_folder(Path(folder), check_programme)


def _check_components(source: Source, root: Spot) -> None:
    parts = list(root.each("components"))
    codes = {part.text_of("code") for part in parts}
    roles = vocabulary("school_roles")
    for part in parts:
        name = f"component {part.text_of('code') or '?'}"
        for role in part.each("must_attend"):
            if role.text is not None and role.text not in roles:
                source.fault(role.line, f"{name}: the vocabulary school_roles has no {role.text!r}")
        _check_window(source, part, name)
    if parts and not any(core.value is True for part in parts if (core := part.get("core"))):
        source.fault(root.line_of("components"), "no component is core, so every school would be in the first band")
    compliance = root.text_of("compliance")
    if compliance is not None and compliance not in codes:
        source.fault(root.line_of("compliance"), f"`compliance` is {compliance}, which is no component here")


def _check_window(source: Source, part: Spot, name: str) -> None:
    window = part.get("window")
    opens, closes = (window.get("opens"), window.get("closes")) if window else (None, None)
    if not opens or not closes or not isinstance(opens.value, int) or not isinstance(closes.value, int):
        return
    if closes.value < opens.value:
        source.fault(closes.line, f"{name}: its window closes before it opens")


def _check_bands(source: Source, root: Spot) -> None:
    core = sum(1 for part in root.each("components") if (one := part.get("core")) and one.value is True)
    before = -1
    for number, band in enumerate(root.each("bands")):
        name = f"band {band.text_of('code') or '?'}"
        if band.text_of("code") == NOT_YET_KNOWN:
            source.fault(band.line_of("code"), f"`{NOT_YET_KNOWN}` is a word that the app keeps for itself")
        spot = band.get("from_missed")
        if spot is None or not isinstance(spot.value, int):
            continue
        if number == 0 and spot.value != 0:
            source.fault(spot.line, f"{name}: the first band is for schools that missed none, so it begins at 0")
        if spot.value <= before:
            source.fault(spot.line, f"{name}: each band begins with more missed than the one before it ({before})")
        if spot.value > core:
            source.fault(spot.line, f"{name}: there are {core} core components, so no school can miss {spot.value}")
        before = max(before, spot.value)


def _check_events(source: Source, root: Spot) -> None:
    kinds = {part.text_of("code"): part.text_of("kind") for part in root.each("components")}
    scheduled = set()
    for event in root.each("events"):
        name, component = f"event {event.text_of('code') or '?'}", event.text_of("component")
        if component is not None and component not in kinds:
            source.fault(event.line_of("component"), f"{name}: {component} is no component here")
        elif component is not None and kinds[component] != "attendance":
            source.fault(
                event.line_of("component"),
                f"{name}: {component} is a {kinds[component]}, so no register decides it",
            )
        scheduled.add(component)
        _check_window(source, event, name)
    for part in root.each("components"):
        if part.text_of("kind") == "attendance" and part.text_of("code") not in scheduled:
            source.fault(part.line, f"component {part.text_of('code')}: no event is scheduled that it could be met at")


def _place(root: Spot, loc: Loc) -> str:
    """How a person would name the place: "component peer_review", "band poor"."""
    match loc:
        case (str(key), int(number), *_) if key in _NOUNS:
            parts = root.get(key)
            part = parts.get(number) if parts else None
            code = part.text_of("code") if part else None
            return f"{_NOUNS[key]} {code}" if code else f"{_NOUNS[key]} number {number + 1}"
    return "the programme"


def _form(loc: Loc) -> str:
    key = next((part for part in reversed(loc) if isinstance(part, str)), "")
    return _FORMS.get(key, "a lower-case code, such as engagement_day_1")


_SHAPE = Shape(Programme, (Component, Window, Band, Theme, PlannedEvent), _place, _form, lists=frozenset(_NOUNS))
