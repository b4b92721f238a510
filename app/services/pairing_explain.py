"""Why these schools are a group, what stands in the way of one that is left over, and what a group by hand breaks."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from app.language import gettext as _
from app.language import ngettext
from app.review_framework.vocabulary import vocabulary
from app.services.pairing import Group, Placement, Standing, Stuck
from app.services.pairing_cost import PairSchool, distance_m
from app.services.pairing_rules import Judge, Rule

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Relaxed:
    """What becomes possible without some rules: schools, the cheapest first."""

    rules: tuple[Rule, ...]
    schools: tuple[PairSchool, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class WhyLeft:
    school: PairSchool
    why: str
    relaxed: tuple[Relaxed, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        return (self.why, *(one.sentence for one in self.relaxed))


def km(metres: int | None) -> str:
    return _("%(km)s km") % {"km": f"{(metres or 0) / 1_000:,.1f}"}


def rule_label(rule: Rule) -> str:
    return {
        Rule.ENROLLED: _("both take part"),
        Rule.SAME_REGION: _("same region"),
        Rule.DIFFERENT_LA: _("different local authorities"),
        Rule.DIFFERENT_TRUST: _("different trusts"),
        Rule.NO_PRIOR_CONTACT: _("no contact before"),
        Rule.MAX_DISTANCE: _("not too far"),
    }[rule]


def reasons(group: Group, judge: Judge) -> tuple[str, ...]:
    """Why they are together, in sentences: what speaks for it, then what is not known, then what a rule would say."""
    said = [*_standing(group), *(_distance(a, b) for a, b in group.legs)]
    if group.hub:
        said.insert(0, _("%(hub)s is the school in the middle.") % {"hub": group.hub.name})
    said += [one for one in (_sizes(group.schools), _fsm(group.schools), _themes(group.schools)) if one]
    if len({one.la for one in group.schools if one.la}) == len(group.schools):
        names = ", ".join(one.la_name or one.la for one in group.schools)
        said.append(_("Different local authorities: %(names)s.") % {"names": names})
    return (*said, *broken_rules(group, judge))


def broken_rules(group: Group, judge: Judge) -> tuple[str, ...]:
    """A sentence for each rule that two of them break, whoever brought them together."""
    legs = {frozenset((a.id, b.id)) for a, b in group.legs}
    return tuple(
        _broken(rule, a, b)
        for a, b in combinations(group.schools, 2)
        for rule in judge.broken(a, b, leg=frozenset((a.id, b.id)) in legs)
    )


def _standing(group: Group) -> list[str]:
    if group.standing is Standing.EXISTING:
        return [_("They are in a group already, which stays.")]
    return [_("They are locked with each other, so they stay together.")] if group.standing is Standing.LOCKED else []


def _distance(a: PairSchool, b: PairSchool) -> str:
    metres = distance_m(a, b)
    names = {"one": a.name, "other": b.name, "km": km(metres)}
    if metres is None:
        return _("How far %(one)s and %(other)s are apart is not known: look at a map before you decide.") % names
    return _("%(one)s and %(other)s are %(km)s apart.") % names


def _sizes(schools: Sequence[PairSchool]) -> str:
    if any(not one.pupils for one in schools):
        return ""
    return _("Pupils: %(numbers)s.") % {"numbers": ", ".join(f"{one.pupils:,}" for one in schools)}


def _fsm(schools: Sequence[PairSchool]) -> str:
    if any(one.fsm is None for one in schools):
        return ""
    return _("Free school meals: %(numbers)s.") % {"numbers": ", ".join(f"{one.fsm:.1f}%" for one in schools)}


def _themes(schools: Sequence[PairSchool]) -> str:
    shared = frozenset.intersection(*(one.themes for one in schools))
    if not shared:
        return ""
    labels = vocabulary("focus_themes").labels
    return _("All of them look at: %(themes)s.") % {
        "themes": ", ".join(label for code, label in labels.items() if code in shared)
    }


def _broken(rule: Rule, a: PairSchool, b: PairSchool) -> str:
    sentence = {
        Rule.ENROLLED: _("%(one)s and %(other)s do not both take part in the cohort."),
        Rule.SAME_REGION: _("%(one)s and %(other)s are in different regions."),
        Rule.DIFFERENT_LA: _("%(one)s and %(other)s are in the same local authority."),
        Rule.DIFFERENT_TRUST: _("%(one)s and %(other)s are in the same trust."),
        Rule.NO_PRIOR_CONTACT: _("%(one)s and %(other)s have worked together before."),
        Rule.MAX_DISTANCE: _("%(one)s and %(other)s are %(km)s apart, which is further than the rule allows."),
    }[rule]
    return sentence % {"one": a.name, "other": b.name, "km": km(distance_m(a, b))}


def explain_left(placement: Placement, schools: Iterable[PairSchool], judge: Judge) -> tuple[WhyLeft, ...]:
    """For each school that is left over what stands in its way, and what relaxing that would give."""
    taken = {id_ for group in placement.groups if group.standing is Standing.EXISTING for id_ in group.ids}
    taken |= placement.stuck.keys()
    others = [
        one for one in schools if one.id not in taken and (one.enrolled or Rule.ENROLLED not in judge.settings.rules)
    ]
    return tuple(_explain(one, placement, others, judge) for one in placement.left)


def _explain(school: PairSchool, placement: Placement, others: Sequence[PairSchool], judge: Judge) -> WhyLeft:
    stuck = placement.stuck.get(school.id)
    if stuck:
        return WhyLeft(school, _stuck(stuck))
    broken = [(one, judge.broken(school, one)) for one in others if one.id != school.id]
    possible = [one for one, rules in broken if not rules]
    relaxed = _relaxing(school, broken, judge)
    if possible:
        why = _(
            "Every school that it could be with is placed with another: %(names)s. A triad would break a rule, or the "
            "region has its one."
        ) % {"names": _named(possible, lambda one: judge.cost(school, one))}
    elif broken:
        why = _("No other school keeps every rule with it: %(counts)s.") % {"counts": _counts(broken)}
    else:
        why = _("There is no other school that it could be with.")
    return WhyLeft(school, why, relaxed)


def _stuck(stuck: Stuck) -> str:
    return {
        Stuck.LOCKS_TOO_MANY: _("It is locked with more schools than one group can hold. Take one of the locks away."),
        Stuck.LOCKED_ELSEWHERE: _(
            "It is locked with a school that you do not see here, or that is in a group already. Agree it with "
            "whoever leads that school, or take the lock away."
        ),
        Stuck.GROUPED_ELSEWHERE: _("It is in a group already, with a school that is not among these."),
        Stuck.PARTNER_WITHDREW: _("Its partner has withdrawn. A repair finds it another, with the fewest changes."),
    }[stuck]


Broken = Sequence[tuple[PairSchool, tuple[Rule, ...]]]


def _counts(broken: Broken) -> str:
    """How many of the others each rule stands against."""
    counted = {rule: sum(rule in rules for _one, rules in broken) for rule in Rule}
    return ", ".join(
        ngettext("%(rule)s (%(num)s school)", "%(rule)s (%(num)s schools)", count)
        % {"rule": rule_label(rule), "num": count}
        for rule, count in counted.items()
        if count
    )


def _relaxing(school: PairSchool, broken: Broken, judge: Judge) -> tuple[Relaxed, ...]:
    """By the fewest rules that help: one each, or where no single one does, two or more together."""
    by_rules: dict[tuple[Rule, ...], list[PairSchool]] = {}
    for one, rules in broken:
        if rules and rules != (Rule.ENROLLED,):
            by_rules.setdefault(rules, []).append(one)
    fewest = min(map(len, by_rules), default=0)
    found = []
    for rules, schools in sorted(by_rules.items()):
        if len(rules) == fewest:
            cheapest = tuple(sorted(schools, key=lambda one: (judge.cost(school, one), one.urn)))
            found.append(Relaxed(rules, cheapest, _relaxed_sentence(school, rules, cheapest)))
    return tuple(found)


def _relaxed_sentence(school: PairSchool, rules: tuple[Rule, ...], schools: Sequence[PairSchool]) -> str:
    names = ", ".join(_with_distance(school, one) for one in schools[:MOST_NAMED])
    more = len(schools) - MOST_NAMED
    if more > 0:
        names = ngettext("%(names)s, with %(num)s more", "%(names)s, with %(num)s more", more) % {
            "names": names,
            "num": more,
        }
    return _("Without the rule “%(rules)s” it could be with %(names)s.") % {
        "rules": _("” or “").join(rule_label(rule) for rule in rules),
        "names": names,
    }


def _with_distance(school: PairSchool, other: PairSchool) -> str:
    metres = distance_m(school, other)
    return other.name if metres is None else f"{other.name} ({km(metres)})"


def _named(schools: Sequence[PairSchool], key: Callable[[PairSchool], int]) -> str:
    ordered = sorted(schools, key=lambda one: (key(one), one.urn))
    names = [one.name for one in ordered[:MOST_NAMED]]
    more = len(ordered) - MOST_NAMED
    if more > 0:
        names.append(ngettext("%(num)s more", "%(num)s more", more) % {"num": more})
    return ", ".join(names)
