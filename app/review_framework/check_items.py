"""What makes one item good, as far as a program can tell (docs/framework.md lists the tests)."""

from difflib import SequenceMatcher
from itertools import combinations

from app.review_framework.language import find_deficit_language, words_of_degree
from app.review_framework.readability import MAX_AGE_OF_AN_ITEM, MAX_AGE_OF_ONE_TEXT, reading_age, words_in
from app.review_framework.vocabulary import vocabulary
from app.review_framework.yaml_source import Source, Spot

MAX_STATEMENT_WORDS = 24
MAX_DESCRIPTOR_WORDS = 34
MIN_KINDS_OF_EVIDENCE = 2
MIN_ROLES_TO_ASK = 2
PAPER = "paper"
# With fewer items, one slip in an item would look like a fault of the scale.
MIN_ITEMS_TO_OUTVOTE_THE_SCALE = 3
SENCO_TEAM = frozenset({"senco", "deputy_senco"})
# Two descriptors that share this much once their words of degree are gone describe the same sight.
LADDER_LIKENESS = 0.75


def check_items(source: Source, root: Spot) -> None:
    """Faults of every item taken alone, and of the language of every text in the file."""
    levels = _levels_that_items_follow(source, root)
    for area in root.each("areas"):
        for number, item in enumerate(area.each("items"), start=1):
            if item.kind != "a mapping":
                continue
            name = f"item {item.text_of('code') or f'number {number} of area ' + (area.text_of('code') or '?')}"
            _check_lengths(source, item, name)
            _check_reading_age(source, item, name)
            _check_evidence(source, item, name)
            _check_roles(source, item, name)
            _check_descriptors(source, item, name, levels)
    _check_language(source, root)


def _levels_that_items_follow(source: Source, root: Spot) -> list[str]:
    """The levels to hold each item against; where all items disagree with the scale, that is one fault."""
    levels = {code: level for level in root.each("scale") if (code := level.text_of("code"))}
    described = [
        {str(code) for code in descriptors.children}
        for area in root.each("areas")
        for item in area.each("items")
        if (descriptors := item.get("descriptors")) is not None and descriptors.kind == "a mapping"
    ]
    if len(described) < MIN_ITEMS_TO_OUTVOTE_THE_SCALE:
        return list(levels)
    by_any = {code for codes in described for code in codes}
    lost = sorted(code for code in by_any - set(levels) if all(code in codes for codes in described))
    for code in lost:
        line = root.line_of("scale")
        source.fault(line, f"every item has a descriptor for `{code}`, but the scale has no such level")
    for code in set(levels) - by_any:
        source.fault(levels[code].line, f"no item has a descriptor for the level `{code}` of the scale")
    return [code for code in levels if code in by_any] + lost


def _check_lengths(source: Source, item: Spot, name: str) -> None:
    statement = item.get("statement")
    if statement is not None and len(words_in(statement.text or "")) > MAX_STATEMENT_WORDS:
        count = len(words_in(statement.text or ""))
        source.fault(
            statement.line,
            f"{name}: the statement has {count} words; it must have under {MAX_STATEMENT_WORDS + 1}",
        )
    for level, spot in _descriptors(item):
        count = len(words_in(spot.text or ""))
        if count > MAX_DESCRIPTOR_WORDS:
            source.fault(
                spot.line,
                f"{name}: the descriptor `{level}` has {count} words; it must have under {MAX_DESCRIPTOR_WORDS + 1}",
            )


def _check_reading_age(source: Source, item: Spot, name: str) -> None:
    texts = [(f"`{key}`", spot) for key in ("statement", "why") if (spot := item.get(key)) is not None and spot.text]
    texts += [(f"the descriptor `{level}`", spot) for level, spot in _descriptors(item)]
    hard = [(label, spot, age) for label, spot in texts if (age := reading_age(spot.text or "")) > MAX_AGE_OF_ONE_TEXT]
    for label, spot, age in hard:
        source.fault(
            spot.line,
            f"{name}: {label} has a reading age of about {age:.0f}; use shorter words or split the sentence",
        )
    age = reading_age(" ".join((spot.text or "").strip().rstrip(".") + "." for _, spot in texts))
    if age > MAX_AGE_OF_AN_ITEM and not hard:
        source.fault(
            item.line,
            f"{name}: the whole item has a reading age of about {age:.0f}; use plainer words, aim for 12",
        )


def _check_evidence(source: Source, item: Spot, name: str) -> None:
    kinds = vocabulary("evidence_kinds")
    named = []
    for entry in item.each("look_at"):
        code = entry.text_of("kind")
        if code is None:
            continue
        named.append(code)
        if code not in kinds:
            source.fault(
                entry.line_of("kind"),
                f"{name}: {code!r} is not a kind of evidence; the kinds are: {', '.join(kinds.codes)}",
            )
    if not named:
        return
    if len(set(named)) < MIN_KINDS_OF_EVIDENCE:
        source.fault(
            item.line_of("look_at"),
            f"{name}: `look_at` names one kind of evidence only ({named[0]}); name at least {MIN_KINDS_OF_EVIDENCE}",
        )
    elif all(code in kinds and kinds.term(code).group == PAPER for code in named):
        source.fault(
            item.line_of("look_at"),
            f"{name}: `look_at` names documents and data only; add something to see or somebody to talk to",
        )


def _check_roles(source: Source, item: Spot, name: str) -> None:
    roles = vocabulary("stakeholders")
    named = []
    for entry in item.each("ask"):
        if entry.text is None:
            continue
        if entry.text not in roles:
            source.fault(
                entry.line,
                f"{name}: {entry.text!r} is not a role to ask; the roles are: {', '.join(roles.codes)}",
            )
        elif entry.text in named:
            source.fault(entry.line, f"{name}: `ask` names {entry.text} twice")
        named.append(entry.text)
    if not named:
        return
    line = item.line_of("ask")
    if set(named) <= SENCO_TEAM:
        whom = "the SENCO" if set(named) == {"senco"} else "the SENCO and deputy"
        source.fault(line, f"{name} asks only {whom}; name at least one other role in `ask`")
    elif len(set(named)) < MIN_ROLES_TO_ASK:
        source.fault(line, f"{name} asks only one role ({named[0]}); name at least {MIN_ROLES_TO_ASK} in `ask`")


def _check_descriptors(source: Source, item: Spot, name: str, levels: list[str]) -> None:
    descriptors = item.get("descriptors")
    if descriptors is None or descriptors.kind != "a mapping" or not levels:
        return
    for level in levels:
        if level not in descriptors.children:
            source.fault(descriptors.line, f"{name}: the descriptor for the level `{level}` is missing")
    for code in descriptors.children:
        if code not in levels:
            source.fault(
                descriptors.line_of(str(code)),
                f"{name}: there is a descriptor for `{code}`, which is not a level of the scale ({', '.join(levels)})",
            )
    for (lower, one), (higher, other) in combinations(_descriptors(item), 2):
        if _is_ladder(one.text or "", other.text or ""):
            source.fault(
                other.line,
                f"{name}: the descriptors `{lower}` and `{higher}` differ only in words such as "
                "“some” and “most”; say what one would see at each level",
            )
            return


def _is_ladder(one: str, other: str) -> bool:
    first, second = _bare(one), _bare(other)
    return first == second or SequenceMatcher(None, first, second, autojunk=False).ratio() >= LADDER_LIKENESS


def _bare(text: str) -> list[str]:
    words = (word.strip(".,;:!?()'\"“”’").lower() for word in text.split())
    return [word for word in words if word and word not in words_of_degree()]


def _check_language(source: Source, spot: Spot) -> None:
    if spot.text is not None:
        for finding in find_deficit_language(spot.text):
            source.fault(spot.line, f"“{finding.found}” says what pupils or families lack; instead: {finding.instead}")
    for child in spot.children.values():
        _check_language(source, child)


def _descriptors(item: Spot) -> list[tuple[str, Spot]]:
    descriptors = item.get("descriptors")
    if descriptors is None or descriptors.kind != "a mapping":
        return []
    return [(str(level), spot) for level, spot in descriptors.children.items() if spot.text is not None]
