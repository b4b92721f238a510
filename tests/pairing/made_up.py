"""Made-up schools for pairing, with what the rules look at drawn from few values, so that rules bite."""

import random
from collections.abc import Iterable

from app.services.pairing import Group, Placement
from app.services.pairing_cost import PairSchool
from app.services.pairing_rules import Judge, SchoolPair, Settings

THEMES = ("language", "resources", "outcomes", "interventions")


def make_schools(
    count: int, seed: int, *, regions: int = 1, las: int = 5, side: int = 90_000, known: float = 1.0
) -> list[PairSchool]:
    """`known`: how much of what a cost needs is known."""
    draw = random.Random(seed)
    made = []
    for number in range(count):
        has = [draw.random() < known for _ in range(4)]
        made.append(
            PairSchool(
                number + 1,
                str(100_000 + 7 * number % 1_000 + 1_000 * number),
                f"School {number:04}",
                region=f"r{number % regions}",
                la=f"la{draw.randrange(las)}",
                trust=draw.choice(["", "", "", "north", "south"]),
                easting=400_000 + draw.randrange(side) if has[0] else None,
                northing=300_000 + draw.randrange(side) if has[0] else None,
                pupils=draw.randrange(60, 1_800) if has[1] else None,
                fsm=draw.randrange(600) / 10 if has[2] else None,
                themes=frozenset(draw.sample(THEMES, draw.randrange(1, 4))) if has[3] else frozenset(),
            )
        )
    return made


def make_judge(
    schools: list[PairSchool], seed: int, *, settings: Settings | None = None, contacts: int = 0, locks: int = 0
) -> Judge:
    draw = random.Random(seed)
    contact = {frozenset(draw.sample([one.id for one in schools], 2)) for _ in range(contacts)}
    ids = [one.id for one in schools]
    draw.shuffle(ids)
    locked = {frozenset(ids[2 * number : 2 * number + 2]) for number in range(locks)}
    return Judge(settings or Settings(), frozenset(contact), frozenset(locked))


def pairs_in(groups: Iterable[Group]) -> set[SchoolPair]:
    return {group.ids for group in groups}


def outcome(placement: Placement) -> tuple[int, int]:
    return len(placement.left), placement.cost
