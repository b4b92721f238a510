"""What pairing is asked for, out of an address or a form."""

from collections.abc import Callable, Collection

from app.language import gettext as _
from app.pages.pairing_form import CHOSEN, WEIGHTS, PairingForm
from app.services.pairing_cost import Weights
from app.services.pairing_rules import MAX_KM, Rule, Settings
from app.services.pairing_settings import SettingsRefused, read_km, read_weight

Values = Callable[[str], list[str]]
"""All values of a name."""

LONGEST = 40
MOST_WHY = 1_000


def read_pairing_form(values: Values, regions: Collection[str]) -> PairingForm:
    """A region that somebody does not see is passed over; what cannot be followed has a sentence."""

    def one(name: str, default: str) -> str:
        sent = "".join(letter for letter in next(iter(values(name)), default)[:LONGEST] if letter.isprintable())
        return sent.strip() or default

    chosen = [rule for rule in Rule if rule in values("rule")] if values(CHOSEN) else list(Rule)
    rules = {*chosen, Rule.ENROLLED}
    max_km, weights = one("max_km", str(MAX_KM)), tuple(one(name, "1") for name in WEIGHTS)
    errors: list[tuple[str, str]] = []

    def read(name: str, value: str, how: Callable[[str], float], default: float) -> float:
        try:
            return how(value)
        except SettingsRefused as error:
            errors.append((name, str(error)))
            return default

    max_m = round(read("max_km", max_km, read_km, MAX_KM * 1_000))
    numbers = [read(name, value, read_weight, 1.0) for name, value in zip(WEIGHTS, weights, strict=True)]
    region = one("region", "")
    return PairingForm(
        tuple(rule for rule in Rule if rule in rules),
        max_km,
        weights,
        region if region in regions else "",
        tuple(errors),
        Settings(frozenset(rules), max_m, Weights(*numbers)),
    )


def read_why(sent: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The reason, and what is wrong with it."""
    why = sent.strip()
    if not why:
        return why, (("why", _("Say in a sentence why these groups: every school reads it.")),)
    if len(why) > MOST_WHY:
        most = f"{MOST_WHY:,}"
        return why, (("why", _("Shorten the reason to %(most)s characters.") % {"most": most}),)
    return why, ()
