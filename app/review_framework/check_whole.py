"""What items owe each other: unique codes, distinct statements, and a short review that is short."""

import re
from difflib import SequenceMatcher

from app.review_framework.language import words_of_degree
from app.review_framework.types import RESERVED_CODES
from app.review_framework.yaml_source import Source, Spot

# A short review takes about an hour; half of the items is the most that could still be called a choice.
MAX_SHARE_ESSENTIAL = 0.5
MIN_ALLOWED_ESSENTIAL = 4
# Distinct items of one area share up to half of their words.
NEAR_DUPLICATE = 0.8
_ITEM_CODE = re.compile(r"[A-Z]{2,8}-[1-9][0-9]{0,2}")


def check_whole(source: Source, root: Spot) -> None:
    """Faults that show only when items, areas or levels are held against each other."""
    _check_scale(source, root)
    _check_codes(source, root)
    _check_earlier_codes(source, root)
    _check_statements(source, root)
    _check_essential(source, root)


def _check_scale(source: Source, root: Spot) -> None:
    seen: dict[str, int] = {}
    for level in root.each("scale"):
        code, line = level.text_of("code"), level.line_of("code")
        if code is None:
            continue
        if code in RESERVED_CODES:
            source.fault(
                line,
                f"`{code}` is an answer that the app keeps for itself; it cannot be a level of the scale",
            )
        _first_use(source, seen, code, line, "level")


def _check_codes(source: Source, root: Spot) -> None:
    areas: dict[str, int] = {}
    items: dict[str, int] = {}
    for area in root.each("areas"):
        area_code = area.text_of("code")
        if area_code is not None:
            _first_use(source, areas, area_code, area.line_of("code"), "area")
        for item in area.each("items"):
            code, line = item.text_of("code"), item.line_of("code")
            if code is None:
                continue
            _first_use(source, items, code, line, "item")
            if area_code and _ITEM_CODE.fullmatch(code) and code.rsplit("-", 1)[0] != area_code:
                source.fault(line, f"item {code} is in area {area_code}, so its code must begin with {area_code}-")


def _check_earlier_codes(source: Source, root: Spot) -> None:
    """Faults of `previously`: a code that is still an item's here would stand for two questions."""
    items = [item for area in root.each("areas") for item in area.each("items")]
    codes = {code for item in items if (code := item.text_of("code"))}
    for item in items:
        seen: set[str] = set()
        for spot in item.each("previously"):
            earlier, name = spot.text or "", item.text_of("code") or "?"
            if earlier in codes:
                source.fault(spot.line, f"item {name}: {earlier} is still an item here, so it is no earlier code")
            if earlier in seen:
                source.fault(spot.line, f"item {name}: `previously` names {earlier} twice")
            seen.add(earlier)


def _first_use(source: Source, seen: dict[str, int], code: str, line: int, noun: str) -> None:
    if code in seen:
        source.fault(line, f"the {noun} code {code} is used twice; it is already on line {seen[code]}")
    else:
        seen[code] = line


def _check_statements(source: Source, root: Spot) -> None:
    """Faults of statements that say the same: the second one is named, with the first."""
    earlier: list[tuple[str, str, list[str]]] = []
    for area in root.each("areas"):
        for item in area.each("items"):
            statement = item.get("statement")
            if statement is None or not (statement.text or "").strip():
                continue
            code, words = item.text_of("code") or "?", re.findall(r"\w+", (statement.text or "").lower())
            for other, text, other_words in earlier:
                if words == other_words:
                    source.fault(statement.line, f"item {code} has the same statement as {other}")
                    break
                if _near(words, other_words):
                    source.fault(
                        statement.line,
                        f"item {code} says almost the same as {other} (“{text}”); make them distinct or join them",
                    )
                    break
            earlier.append((code, " ".join((statement.text or "").split()), words))


def _near(words: list[str], others: list[str]) -> bool:
    """True if the statements share nearly all their words, in the same order or in another."""
    one, other = set(words) - words_of_degree(), set(others) - words_of_degree()
    if len(one & other) >= NEAR_DUPLICATE * len(one | other):
        return True
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    # The quick bound is an exact upper limit, and spares most of the thousand comparisons.
    return matcher.real_quick_ratio() >= NEAR_DUPLICATE and matcher.ratio() >= NEAR_DUPLICATE


def _check_essential(source: Source, root: Spot) -> None:
    marks = [mark for area in root.each("areas") for item in area.each("items") if (mark := item.get("essential"))]
    essential = [mark for mark in marks if mark.value is True]
    if marks and all(mark.value is False for mark in marks):
        source.fault(
            root.line_of("areas"),
            "no item is essential, so a short review would be empty; mark about a third",
        )
    allowed = max(MIN_ALLOWED_ESSENTIAL, int(len(marks) * MAX_SHARE_ESSENTIAL))
    if len(essential) > allowed:
        source.fault(
            essential[allowed].line,
            f"{len(essential)} of {len(marks)} items are essential; at most {allowed} may be, "
            "so that a short review stays short (about a third is right)",
        )
