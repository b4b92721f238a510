"""When a school needs its facilitator, as data: rules with thresholds, and the words that facilitators read."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from app.review_framework.check_shape import Shape, check_shape
from app.review_framework.fault import BrokenFramework, Fault
from app.review_framework.types import Part, SnakeCode, Text
from app.review_framework.yaml_source import Loc, Source, Spot, read

FILE = Path(__file__).parent / "attention" / "rules.yaml"

LooksFor = Literal[
    "missed_events",
    "no_sign_in",
    "component_overdue",
    "component_closing",
    "partner_behind",
    "partner_gone",
    "new_senco",
]
NEEDS: Mapping[str, frozenset[str]] = {
    "missed_events": frozenset({"events"}),
    "no_sign_in": frozenset({"days"}),
    "component_overdue": frozenset({"component", "days"}),
    "component_closing": frozenset({"component", "days"}),
    "partner_behind": frozenset({"days"}),
    "partner_gone": frozenset(),
    "new_senco": frozenset({"days"}),
}
"""Which thresholds each way of looking has; any other is a fault."""
THRESHOLDS = ("events", "days", "component")


class AttentionRule(Part):
    """One reason for which a school needs somebody."""

    code: SnakeCode = Field(description="Stable: stored flags name it.")
    title: Text
    looks_for: LooksFor
    events: Annotated[int, Field(ge=1, le=5)] | None = Field(default=None, description="How many, missed in a row.")
    days: Annotated[int, Field(ge=0, le=365)] | None = None
    component: SnakeCode | None = Field(default=None, description="A component of the programme.")
    about: Text
    next_step: Text


class AttentionRules(Part):
    """Every rule, in the order in which the queue names them."""

    source: Text
    rules: Annotated[tuple[AttentionRule, ...], Field(min_length=1)]


def check_attention_rules(path: Path | str = FILE) -> list[Fault]:
    """Every fault of this file with its line; none means that it may be used."""
    return _examine(path).faults


def load_attention_rules(path: Path | str) -> tuple[AttentionRule, ...]:
    """The rules in this file. Raises BrokenFramework, which carries every fault found."""
    source = _examine(path)
    if source.faults or source.root is None:
        raise BrokenFramework(source.faults)
    return AttentionRules.model_validate_json(json.dumps(source.root.plain())).rules


@cache
def attention_rules() -> Mapping[str, AttentionRule]:
    """The rules in force by their codes."""
    return {rule.code: rule for rule in load_attention_rules(FILE)}


def _examine(path: Path | str) -> Source:
    source = read(Path(path))
    if source.root is not None and check_shape(source, source.root, _SHAPE):
        seen: dict[str, int] = {}
        for rule in source.root.each("rules"):
            _check_rule(source, rule, seen)
    source.faults = sorted(set(source.faults))
    return source


def _check_rule(source: Source, rule: Spot, seen: dict[str, int]) -> None:
    code = rule.text_of("code") or "?"
    if code in seen:
        source.fault(rule.line_of("code"), f"the rule code {code} is used twice; it is already on line {seen[code]}")
    seen.setdefault(code, rule.line_of("code"))
    needs = NEEDS.get(rule.text_of("looks_for") or "")
    if needs is None:
        return
    given = {name for name in THRESHOLDS if rule.get(name)}
    for name in sorted(needs - given):
        source.fault(rule.line, f"rule {code}: {rule.text_of('looks_for')} needs `{name}`")
    for name in sorted(given - needs):
        source.fault(rule.line_of(name), f"rule {code}: {rule.text_of('looks_for')} has no use for `{name}`")


def _place(root: Spot, loc: Loc) -> str:
    match loc:
        case ("rules", int(number), *_):
            rules = root.get("rules")
            rule = rules.get(number) if rules else None
            code = rule.text_of("code") if rule else None
            return f"rule {code}" if code else f"rule number {number + 1}"
    return "the file of rules"


def _form(_loc: Loc) -> str:
    return "a lower-case code, such as no_sign_in"


_SHAPE = Shape(AttentionRules, (AttentionRule,), _place, _form, lists=frozenset({"rules"}))
