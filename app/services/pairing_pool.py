"""A pool out of schools, rules and costs: who can be with whom, and for what price."""

from collections.abc import Mapping, Sequence

from app.services.pairing_cost import PairSchool
from app.services.pairing_match import CHANGE_PRICE, Pool, price
from app.services.pairing_rules import Judge

Schools = Sequence[PairSchool]


def make_pool(schools: Schools, locked: Sequence[Schools], judge: Judge, movable: Sequence[frozenset[int]]) -> Pool:
    """`locked` are the groups that a school of the pool may join; `movable` pairs that should stay if they can."""
    place_of = {one.id: place for place, one in enumerate(schools)}
    partners = _partners(place_of, movable)
    links: tuple[dict[int, int], ...] = tuple({} for _ in schools)
    for one, school in enumerate(schools):
        for other in range(one + 1, len(schools)):
            if judge.may_meet(school, schools[other]):
                paid = price(school, schools[other], judge.cost(school, schools[other]))
                links[one][other] = links[other][one] = paid + CHANGE_PRICE if partners else paid
    only_together = frozenset(one for one, other in partners.items() if other not in links[one])
    for one, other in partners.items():
        links[one][other] = price(schools[one], schools[other], judge.cost(schools[one], schools[other]))

    def may_share(one: int, other: int) -> bool:
        return judge.may_share(schools[one], schools[other])

    return Pool(tuple(schools), links, may_share, partners, only_together, _guests(schools, locked, judge))


def _partners(place_of: Mapping[int, int], movable: Sequence[frozenset[int]]) -> dict[int, int]:
    """By place, for pairs of which both are in the pool."""
    found: dict[int, int] = {}
    for ids in movable:
        if len(ids) == 2 and ids <= place_of.keys():
            one, other = (place_of[id_] for id_ in ids)
            found |= {one: other, other: one}
    return found


def _guests(schools: Schools, locked: Sequence[Schools], judge: Judge) -> dict[int, tuple[int, int]]:
    """For each place the locked pair that the school joins at the least price, where it may join one."""
    found: dict[int, tuple[int, int]] = {}
    for number, pair in enumerate(locked):
        if len(pair) != 2:
            continue
        before = judge.cost(*pair)
        for place, school in enumerate(schools):
            legs = judge.legs((*pair, school))
            paid = price(school, pair[0], legs.cost - before) if legs else None
            if paid is not None and (place not in found or paid < found[place][0]):
                found[place] = (paid, number)
    return found
