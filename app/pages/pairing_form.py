"""How somebody wants schools to be brought together, as it stands in an address: it can be sent to a colleague."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from app.language import gettext as _
from app.pages.sent import Sent
from app.services.pairing_explain import rule_label
from app.services.pairing_rules import MAX_KM, Rule, Settings

CHOSEN = "chosen"
"""Sent with every form: without it no box being ticked would look like an address without boxes."""
WEIGHTS = ("km", "size", "fsm", "themes")


@dataclass(frozen=True, slots=True)
class PairingForm(Sent):
    """As it was sent, with what was wrong with it, and as pairing follows it."""

    rules: tuple[str, ...] = tuple(Rule)
    max_km: str = str(MAX_KM)
    weights: tuple[str, ...] = ("1",) * len(WEIGHTS)
    region: str = ""
    errors: tuple[tuple[str, str], ...] = ()
    settings: Settings = field(default_factory=Settings)

    @property
    def weight_fields(self) -> tuple[tuple[str, str, str], ...]:
        """Name, label, value."""
        labels = (_("Distance"), _("Size"), _("Free school meals"), _("Focus themes"))
        return tuple(zip(WEIGHTS, labels, self.weights, strict=True))

    @property
    def rule_options(self) -> tuple[tuple[str, str], ...]:
        """Those that somebody can switch here: who has withdrawn is never brought together on a page."""
        return tuple((rule.value, _sentence(rule_label(rule))) for rule in Rule if rule is not Rule.ENROLLED)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Names and values that bring the same form back; none for what is so by itself."""
        plain = PairingForm()
        found = [("region", self.region)] if self.region else []
        if set(self.rules) != set(plain.rules):
            found += [(CHOSEN, "yes"), *(("rule", rule) for rule in self.rules)]
        if self.max_km != plain.max_km:
            found.append(("max_km", self.max_km))
        found += [(name, value) for name, value in zip(WEIGHTS, self.weights, strict=True) if value != "1"]
        return tuple(found)

    @property
    def is_changed(self) -> bool:
        return any(name != "region" for name, _value in self.pairs)

    def address(self, path: str, more: Sequence[tuple[str, str]] = ()) -> str:
        pairs = [*self.pairs, *more]
        return f"{path}?{urlencode(pairs)}" if pairs else path


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
