"""Which counts across schools may be shown, so that nothing is learnt of fewer than five. Pure: no database, no clock.

Schools are counted in blocks: ten or more that are counted together or not at all, never in two blocks, and never in a
block that changes. Everything shown is a sum of a block's bins. A bin holds five schools or more and never the whole
block, and between two terms it moves by five or more or not at all. The proof is in docs/decisions/0018.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any, TypeVar

SMALLEST = 5
"""Schools that a number must be about."""
SMALLEST_BLOCK = 2 * SMALLEST
"""So that two bins of it can be shown."""

Cuts = tuple[int, ...]
"""Where one bin ends and the next begins: (1, 3) of five categories are the bins 0, 1–2 and 3–4."""
Group = tuple[str, str]
"""The kind of a led group, and its key."""
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Row:
    """What is counted. Category 0 is having said nothing; the others are in order."""

    code: str
    categories: int
    nothing_said: bool = True
    """False where 0 is an answer like the others: a theme that was not chosen."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Counts of one row in one block, bin by bin."""

    cuts: Cuts
    counts: tuple[int, ...]

    def at(self, cuts: Cuts) -> tuple[int, ...]:
        """In the coarser bins of fewer cuts."""
        assert set(cuts) <= set(self.cuts)
        sums: list[int] = [0]
        for number, count in enumerate(self.counts):
            if number and self.cuts[number - 1] in cuts:
                sums.append(0)
            sums[-1] += count
        return tuple(sums)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A school that may be counted and is in no block yet."""

    school_id: int
    framework: str
    region: int
    groups: tuple[Group, ...] = ()
    """Those of its groups that somebody leads."""


@dataclass(frozen=True, slots=True)
class NewBlock:
    """Schools that will always be counted together."""

    framework: str
    region: int | None
    group: Group | None
    school_ids: tuple[int, ...]


def form_blocks(candidates: Iterable[Candidate]) -> list[NewBlock]:
    """Blocks of ten or more: of a led group in one region, of a led group, of a region, of what remains. Schools that
    are too few for a block wait for others.
    """
    made: list[NewBlock] = []
    for framework, left in sorted(_by(candidates, lambda one: one.framework).items()):
        waiting = sorted(left, key=lambda one: one.school_id)
        groups = sorted({group for one in waiting for group in one.groups})
        for group, regional in ((group, regional) for group in groups for regional in (True, False)):
            waiting = _take(made, waiting, framework, group=group, regional=regional)
        waiting = _take(made, waiting, framework, group=None, regional=True)
        _take(made, waiting, framework, group=None, regional=False)
    return made


def _take(
    made: list[NewBlock], waiting: list[Candidate], framework: str, *, group: Group | None, regional: bool
) -> list[Candidate]:
    """Whoever is left after blocks were made of this group, or of anybody, in each region, or wherever they are."""
    wanted = [one for one in waiting if group is None or group in one.groups]
    taken: set[int] = set()
    for region, together in sorted(_by(wanted, lambda one: one.region if regional else 0).items()):
        if len(together) >= SMALLEST_BLOCK:
            ids = tuple(one.school_id for one in together)
            made.append(NewBlock(framework, region if regional else None, group, ids))
            taken.update(ids)
    return [one for one in waiting if one.school_id not in taken]


def show_row(row: Row, counts: Mapping[int, Sequence[int]], before: Mapping[int, Sequence[Shown]]) -> dict[int, Shown]:
    """What is shown of a row now, by block: the finest bins that the most schools can be shown in. `counts` are of the
    blocks there are now, by category; `before` is all that was ever shown of the row, by block and in order.

    A block whose counts may not be shown, or have not moved enough, is shown as it was last; nobody can tell the two
    apart. One that was never shown is left out.
    """
    earlier = {one.cuts for shown in before.values() for one in shown}
    best: tuple[tuple[int, int, Cuts], Cuts] | None = None
    for cuts in _all_cuts(row):
        if not all(_comparable(cuts, other) for other in earlier):
            continue
        covered = sum(sum(of) for block, of in counts.items() if _may_show(row, of, cuts, before.get(block, ())))
        score = (covered, len(cuts), tuple(-cut for cut in cuts))
        if covered and (best is None or score > best[0]):
            best = score, cuts
    shown = {block: before[block][-1] for block in counts if before.get(block)}
    if best:
        cuts = best[1]
        for block, of in counts.items():
            if _may_show(row, of, cuts, before.get(block, ())):
                shown[block] = Shown(cuts, _binned(of, cuts))
    return shown


def add_up(blocks: Iterable[Shown]) -> Shown | None:
    """The sum of several blocks, in the bins that they share; None of none."""
    every = list(blocks)
    if not every:
        return None
    cuts = min((one.cuts for one in every), key=len)
    return Shown(cuts, tuple(map(sum, zip(*(one.at(cuts) for one in every), strict=True))))


def _all_cuts(row: Row) -> Iterator[Cuts]:
    """Every way to make bins that tells levels apart, and not only who said something from who did not."""
    places = range(1, row.categories)
    telling = 2 if row.nothing_said else 1
    for number in places:
        yield from (cuts for cuts in combinations(places, number) if cuts[-1] >= telling)


def _may_show(row: Row, of: Sequence[int], cuts: Cuts, before: Sequence[Shown]) -> bool:
    """Every bin is of five or more, and at least two are. Since anything was shown of the block, no bin has been joined
    to another, none has moved by one to four, and one at least by five: so five schools or more have changed.
    """
    counts = _binned(of, cuts)
    # That everybody has said something tells nobody's answer; that nobody chose a level would tell everybody's.
    judged = counts[1:] if row.nothing_said and cuts[0] == 1 and counts[0] == 0 else counts
    if len(judged) < 2 or min(judged) < SMALLEST:
        return False
    now = Shown(cuts, counts)
    for then in before:
        if not set(then.cuts) <= set(cuts):
            return False
        moved = {abs(a - b) for a, b in zip(now.at(then.cuts), then.counts, strict=True)}
        if max(moved) < SMALLEST or any(0 < by < SMALLEST for by in moved):
            return False
    return True


def _binned(of: Sequence[int], cuts: Cuts) -> tuple[int, ...]:
    return tuple(sum(of[start:end]) for start, end in pairwise((0, *cuts, len(of))))


def _comparable(one: Cuts, other: Cuts) -> bool:
    """Of two ways to cut, one is finer than the other: laid over each other they make no bin that was not looked at."""
    return set(one) <= set(other) or set(other) <= set(one)


def _by(candidates: Iterable[Candidate], key: Callable[[Candidate], Any]) -> dict[Any, list[Candidate]]:
    found: dict[Any, list[Candidate]] = defaultdict(list)
    for one in candidates:
        found[key(one)].append(one)
    return found
