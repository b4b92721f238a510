"""Weights and rules as somebody writes them: `km=1,size=0`, `same_region=off`. Anything else is named in a sentence."""

from collections.abc import Iterable
from dataclasses import fields, replace

from app.language import gettext as _
from app.services.pairing_cost import LARGEST_WEIGHT, Weights
from app.services.pairing_rules import EVERY_RULE, MOST_KM, Rule

ON, OFF = "on", "off"


class SettingsRefused(ValueError):
    """Something that pairing cannot follow. Carries the sentence that the person reads."""


def read_weights(words: str) -> Weights:
    """Those that are named change, the others stay 1. Raises SettingsRefused."""
    weights = Weights()
    names = [one.name for one in fields(Weights)]
    for name, value in _read(words):
        if name not in names:
            raise SettingsRefused(_("“%(name)s” is no weight. There are: %(names)s.") % _named(name, names))
        weights = replace(weights, **{name: read_weight(value)})
    return weights


def read_weight(value: str) -> float:
    """Raises SettingsRefused."""
    try:
        weight = float(value)
        replace(Weights(), km=weight)
    except ValueError:
        raise SettingsRefused(
            _("“%(value)s” is no weight. A weight is a number from 0 to %(most)s.")
            % {"value": value[:40], "most": f"{LARGEST_WEIGHT:,.0f}"}
        ) from None
    return weight


def read_rules(words: str) -> frozenset[Rule]:
    """Those that are named are on or off, the others on. Raises SettingsRefused."""
    rules = set(EVERY_RULE)
    for name, value in _read(words):
        if name not in tuple(Rule) or value not in {ON, OFF}:
            raise SettingsRefused(
                _("“%(name)s” is no rule that is on or off. There are: %(names)s.") % _named(f"{name}={value}", Rule)
            )
        (rules.add if value == ON else rules.discard)(Rule(name))
    return frozenset(rules)


def read_km(value: str) -> int:
    """Whole kilometres or a part, as metres. Raises SettingsRefused."""
    try:
        metres = round(float(value) * 1_000)
        if not 0 <= metres <= MOST_KM * 1_000:
            raise ValueError
    except (ValueError, OverflowError):
        raise SettingsRefused(
            _("“%(value)s” is no distance. Enter kilometres, from 0 to %(most)s.")
            % {"value": value[:40], "most": f"{MOST_KM:,}"}
        ) from None
    return metres


def _read(words: str) -> list[tuple[str, str]]:
    parts = [part.strip() for part in words.split(",") if part.strip()]
    return [(name.strip().lower(), value.strip().lower()) for name, _is, value in (p.partition("=") for p in parts)]


def _named(name: str, names: Iterable[str]) -> dict[str, str]:
    return {"name": name[:40], "names": ", ".join(names)}
