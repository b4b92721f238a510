"""The queue of a cohort: who needs somebody, why, since when, what was last said, and what to do next."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from urllib.parse import urlencode

from app import clock
from app.access.guard import Allowed
from app.access.visible import VisibleCohort
from app.language import gettext as _
from app.models.attention import AttentionFlag, Means
from app.models.programme import Cohort
from app.review_framework.attention_rules import AttentionRule, attention_rules
from app.review_framework.programme_types import Programme
from app.services.attention import QueueRow, is_snoozed, looked_at, read_queue
from app.services.attention_notes import title_of
from app.services.fidelity_record import programme_of

PAGE = 50
LONGEST = 64
SNOOZED, EVERY = "snoozed", "every"


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What the queue is narrowed to. It stands in the address, so that a view can be sent to a colleague."""

    region: str = ""
    facilitator: str = ""
    rule: str = ""
    show: str = ""
    """Empty for what waits now, `snoozed` for what is put aside, `every` for both."""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "QueueFilter":
        """Out of an address that anybody may have typed."""
        return cls(**{name: "".join(filter(str.isprintable, query.get(name, "")[:LONGEST])) for name in _NAMES})

    def address(self, path: str, **more: str) -> str:
        parts = {name: value for name, value in {**asdict(self), **more}.items() if value}
        return f"{path}?{urlencode(parts)}" if parts else path

    def rows(self, rows: list[QueueRow], *, on: date) -> Iterator["Waiting"]:
        for row in rows:
            if self.region not in ("", row.region.code):
                continue
            if self.facilitator not in ("", str(row.enrolment.facilitator_id or "none")):
                continue
            flags = [flag for flag in row.flags if self._holds(flag, on)]
            if flags:
                yield Waiting.of(row, flags, on)

    def _holds(self, flag: AttentionFlag, on: date) -> bool:
        wanted = {"": not is_snoozed(flag, on=on), SNOOZED: is_snoozed(flag, on=on)}
        return self.rule in ("", flag.rule) and wanted.get(self.show, True)


_NAMES = tuple(QueueFilter.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that holds for a school, in words."""

    rule: str
    title: str
    since: date
    next_step: str
    snoozed_until: date | None
    snoozed_why: str

    @classmethod
    def of(cls, flag: AttentionFlag, on: date) -> "Reason":
        rule = attention_rules().get(flag.rule)
        until = flag.snoozed_until if is_snoozed(flag, on=on) else None
        step = rule.next_step if rule else ""
        return cls(flag.rule, title_of(flag.rule), flag.since, step, until, flag.snoozed_why if until else "")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A school in the queue."""

    row: QueueRow
    reasons: tuple[Reason, ...]

    @classmethod
    def of(cls, row: QueueRow, flags: list[AttentionFlag], on: date) -> "Waiting":
        order = {code: place for place, code in enumerate(attention_rules())}
        flags = sorted(flags, key=lambda flag: (order.get(flag.rule, len(order)), flag.since))
        return cls(row, tuple(Reason.of(flag, on) for flag in flags))

    @property
    def last_means(self) -> str:
        return means_label(self.row.last_means)


@dataclass(frozen=True, slots=True)
class QueuePage:
    cohort: Cohort
    chosen: QueueFilter
    looked_at: datetime | None
    rows: tuple[Waiting, ...]
    """Those of this part of the list."""
    total: int
    number: int
    regions: tuple[tuple[str, str], ...]
    facilitators: tuple[tuple[str, str], ...]
    rules: tuple[tuple[str, str], ...]
    errors: tuple[tuple[str, str], ...] = ()
    ticked: frozenset[int] = field(default=frozenset())

    @property
    def here(self) -> str:
        return f"/cohorts/{self.cohort.id}/attention"

    @property
    def address(self) -> str:
        return self.chosen.address(self.here)

    @property
    def parts(self) -> list[tuple[int, str]]:
        """The numbers and addresses of the parts of a long list."""
        count = -(-self.total // PAGE)
        return [(n, self.chosen.address(self.here, part=str(n) if n > 1 else "")) for n in range(1, count + 1)]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a form carries so that its answer narrows to the same."""
        return [(name, value) for name, value in asdict(self.chosen).items() if value]

    def shows(self) -> list[tuple[str, str]]:
        return [("", _("What waits now")), (SNOOZED, _("What is put aside")), (EVERY, _("Both"))]

    @classmethod
    def of(cls, allowed: Allowed[VisibleCohort], query: Mapping[str, str]) -> "QueuePage":
        visible, today = allowed.thing, clock.today()
        everything, chosen = read_queue(allowed.session, visible), QueueFilter.read(query)
        found = tuple(chosen.rows(everything, on=today))
        part = query.get("part", "1")
        number = int(part) if part.isascii() and part.isdigit() and len(part) < 6 else 1
        number = max(1, min(number, -(-len(found) // PAGE)))
        return cls(
            visible.cohort,
            chosen,
            looked_at(allowed.session, visible.cohort),
            found[(number - 1) * PAGE : number * PAGE],
            len(found),
            number,
            _choices({row.region.code: row.region.label for row in everything}, _("Every region")),
            _choices(
                {str(row.enrolment.facilitator_id or "none"): row.facilitator or _("Nobody") for row in everything},
                _("Everybody"),
            ),
            (("", _("Every reason")), *((code, rule.title) for code, rule in attention_rules().items())),
        )

    def with_error(self, sentence: str) -> "QueuePage":
        return replace(self, errors=(("", sentence),))


def all_shown(allowed: Allowed[VisibleCohort], query: Mapping[str, str]) -> list[int]:
    """The enrolments of every school that this view holds, on whichever part of the list."""
    rows = QueueFilter.read(query).rows(read_queue(allowed.session, allowed.thing), on=clock.today())
    return [one.row.enrolment.id or 0 for one in rows]


@dataclass(frozen=True, slots=True)
class RulesPage:
    """When a school comes into the queue, in words, with the thresholds."""

    cohort: Cohort
    rules: tuple[AttentionRule, ...]
    programme: Programme

    def applies(self, rule: AttentionRule) -> bool:
        return rule.component is None or rule.component in self.programme.by_code

    @classmethod
    def of(cls, allowed: Allowed[VisibleCohort]) -> "RulesPage":
        cohort = allowed.thing.cohort
        return cls(cohort, tuple(attention_rules().values()), programme_of(cohort))


def means_label(means: str) -> str:
    labels = {
        Means.NONE: "",
        Means.CALL: _("call"),
        Means.VISIT: _("visit"),
        Means.EMAIL: _("e-mail"),
        Means.ONLINE: _("online meeting"),
    }
    return labels[Means(means)]


def _choices(found: Mapping[str, str], everything: str) -> tuple[tuple[str, str], ...]:
    return (("", everything), *sorted(found.items(), key=lambda pair: pair[1].casefold()))
