"""Which fields a peer review has, whose they are, and what each of them can hold.

Places with a fixed name are `terms` (what both sides agree at the start), `profile`, `follow_up`, `contact` and
`thanks`. Rows have keys of their own: `requests/k3f9`, `enquiries/k3f9`, `agenda/k3f9`, `notes/k3f9`, `voice/k3f9`,
`follow_through/k3f9`. The report follows the framework: `report`, `report/LEAD`, `report/LEAD-1`, a recommendation
`report/LEAD/k3f9`; what the host says to a passage stands at `accuracy/LEAD.strengths`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.language import gettext as _
from app.models.fields import (
    LONGEST_TEXT,
    BadAnswer,
    Key,
    Rule,
    UnknownAnswer,
    day,
    line,
    link,
    moment,
    no_longer_than,
    one_of_these,
    pupils,
    some_of_these,
    term,
    text,
    time,
    yes,
)
from app.models.peer_review import Side
from app.models.peer_review_profile_fields import profile_rules
from app.models.self_evaluation_fields import judgement
from app.review_framework.types import Framework

ROW_KEY = r"[a-z0-9-]{4,40}"
"""Made by a browser or by us; a key is used once in its list, so a row that is sent twice is there once."""
ACCURACY = re.compile(r"accuracy/([A-Za-z0-9/.-]{1,60})")
REF = re.compile(rf"notes/{ROW_KEY}|[A-Z]+-[0-9]+/[a-z0-9]{{4,16}}")
NOTE = re.compile(rf"notes/{ROW_KEY}")
RECOMMENDATION = re.compile(rf"report/([A-Z]+)/({ROW_KEY})")

HOST = frozenset({Side.HOST})
REVIEWER = frozenset({Side.REVIEWER})
BOTH = HOST | REVIEWER
NOBODY: frozenset[Side] = frozenset()
"""Of fields that are written when a button is pressed, and never typed."""

NOTES_SHOWN = frozenset({"about", "activity", "evidence_kind", "noted_at"})
"""What a host is told of a note that a passage rests on: what it is about, its kind and moment, never its words."""

TERMS, PROFILE, REPORT = "terms", "profile", "report"


@dataclass(frozen=True, slots=True)
class PeerField:
    """`sides` write it; `seen_by` read it."""

    rule: Rule
    sides: frozenset[Side]
    seen_by: frozenset[Side] = BOTH


Fields = Mapping[str, PeerField]


def fields_at(framework: Framework, place: str) -> Fields:
    """Raises UnknownAnswer for a place that no peer review along this framework has."""
    if place in PLACES:
        return PLACES[place]
    if ACCURACY.fullmatch(place):
        return ACCURACY_FIELDS
    listed, _slash, rest = place.partition("/")
    if listed == REPORT:
        return _report_fields(framework, place, rest)
    if listed in ROWS and re.fullmatch(ROW_KEY, rest):
        return ROWS[listed]
    raise UnknownAnswer(place)


def _report_fields(framework: Framework, place: str, rest: str) -> Fields:
    recommendation = RECOMMENDATION.fullmatch(place)
    area = recommendation.group(1) if recommendation else rest
    if any(one.code == area for one in framework.areas):
        return RECOMMENDATION_FIELDS if recommendation else REPORT_AREA_FIELDS
    if any(item.code == rest for item in framework.items):
        return REPORT_ITEM_FIELDS
    raise UnknownAnswer(place)


def field_of(framework: Framework, key: Key) -> PeerField:
    """Raises UnknownAnswer."""
    field = fields_at(framework, key.place).get(key.field)
    if field is None:
        raise UnknownAnswer(str(key))
    return field


def clean(framework: Framework, key: Key, value: str) -> str:
    """The text as it is stored. Raises UnknownAnswer or BadAnswer."""
    return field_of(framework, key).rule(value.strip(), framework)


def recommendations_of(keys: Iterable[Key], area: str) -> list[str]:
    """The places of an area's recommendations, in the order they were begun."""
    return sorted({key.place for key in keys if (found := RECOMMENDATION.fullmatch(key.place)) and found[1] == area})


def area_of(place: str) -> str:
    """The code of the area that a place of the report is in: `report/LEAD-1`, `report/LEAD/k3f9` → `LEAD`."""
    return place.removeprefix("report/").partition("/")[0].partition("-")[0] if place.startswith("report/") else ""


def about(value: str, framework: Framework) -> str:
    """The code of an area or of an item, or nothing yet."""
    return one_of_these(_codes(framework), value)


def items(value: str, framework: Framework) -> str:
    """Codes of areas and items, separated by spaces, in the framework's order."""
    return some_of_these(_codes(framework), value)


def refs(value: str, _framework: Framework) -> str:
    """What a passage rests on: notes and pieces of the school’s evidence, each once, in the order chosen. They
    need not be there any more.
    """
    chosen = list(dict.fromkeys(value.split()))
    if unknown := [one for one in chosen if not REF.fullmatch(one)]:
        raise BadAnswer(
            _("“%(value)s” is neither a note nor a piece of evidence. Choose from the boxes.")
            % {"value": unknown[0][:40]}
        )
    return no_longer_than(LONGEST_TEXT, " ".join(chosen))


def _codes(framework: Framework) -> tuple[str, ...]:
    return tuple(code for area in framework.areas for code in (area.code, *(item.code for item in area.items)))


def _by(sides: frozenset[Side], seen_by: frozenset[Side] = BOTH, /, **rules: Rule) -> dict[str, PeerField]:
    return {name: PeerField(rule, sides, seen_by) for name, rule in rules.items()}


PLACES: Mapping[str, Fields] = {
    TERMS: _by(BOTH, visit_on=day, report_due=day),
    PROFILE: _by(HOST, **profile_rules()),
    REPORT: _by(REVIEWER, REVIEWER, overall=text),
    "follow_up": {
        **_by(REVIEWER, held_on=day, met=line, seen=text, next_steps=text),
        **_by(HOST, changed=text, help_wanted=text),
    },
    "thanks": {**_by(HOST, from_host=text), **_by(REVIEWER, from_reviewer=text)},
    "contact": {
        # The other side is shown it by services.peer_review_contact alone, while its owner consents.
        **_by(HOST, HOST, host_name=line, host_email=line, host_phone=line, host_consents=yes),
        **_by(REVIEWER, REVIEWER, reviewer_name=line, reviewer_email=line, reviewer_phone=line, reviewer_consents=yes),
    },
}
ROWS: Mapping[str, Fields] = {
    "requests": {
        **_by(REVIEWER, document=term("visit_documents"), wanted=text, removed=yes),
        **_by(HOST, answer=text, link=link),
        **_by(NOBODY, sent_at=moment, answered_at=moment),
    },
    "enquiries": _by(REVIEWER, REVIEWER, line=text, about=about, origin=line, dropped=yes),
    "agenda": _by(
        BOTH,
        starts=time,
        ends=time,
        activity=term("visit_activities"),
        people=line,
        room=line,
        items=items,
        removed=yes,
    ),
    "notes": _by(
        REVIEWER,
        REVIEWER,
        text=text,
        activity=term("visit_activities"),
        evidence_kind=term("evidence_kinds"),
        about=about,
        slot=line,
        noted_at=moment,
        removed=yes,
    ),
    "voice": _by(REVIEWER, REVIEWER, group=line, subject=line, red=pupils, amber=pupils, green=pupils, removed=yes),
    "follow_through": _by(HOST, outcome=term("follow_through"), why=text),
}
REPORT_AREA_FIELDS: Fields = _by(
    REVIEWER, REVIEWER, strengths=text, strengths_rest_on=refs, developments=text, developments_rest_on=refs
)
REPORT_ITEM_FIELDS: Fields = _by(REVIEWER, REVIEWER, judgement=judgement, comment=text)
RECOMMENDATION_FIELDS: Fields = _by(REVIEWER, REVIEWER, text=text, rests_on=refs, removed=yes)
ACCURACY_FIELDS: Fields = {**_by(HOST, comment=text), **_by(REVIEWER, reply=text)}
"""Who sees a comment when is a matter of the report's state (services.peer_review_report)."""
