"""The figures again, counted another way: straight from lines of a file, without anything of the service's own."""

from collections.abc import Mapping, Sequence
from typing import Any

CORE_OF = {
    "training_introduction": False,
    "reviewer_training": True,
    "peer_review": True,
    "engagement_day_1": True,
    "action_plan": True,
    "regional_meeting": False,
    "coaching_1": True,
    "engagement_day_2": True,
    "cohort_meeting_june": False,
    "coaching_2": True,
    "cohort_meeting_july": False,
}
CODES = list(CORE_OF)
CORE = [code for code, core in CORE_OF.items() if core]
MISSED, MET = ("missed", "exception_missed"), ("met", "exception_met")


def band(missed: int) -> str:
    return ("excellent", "very_good", "adequate", "poor")[min(missed, 3)]


def naive_figures(schools: Sequence[str], cells: Mapping[tuple[str, str], tuple[str, str]]) -> dict[str, Any]:
    """`cells` gives outcome and senior leader by URN and component; what is not there is unknown."""
    bands = dict.fromkeys(("excellent", "very_good", "adequate", "poor", "not_yet_known"), 0)
    missed = {str(n): 0 for n in range(12)}
    core_missed = {str(n): 0 for n in range(8)}
    for school in schools:
        outcomes = {code: cells.get((school, code), ("unknown", ""))[0] for code in CODES}
        missed[str(sum(1 for one in outcomes.values() if one in MISSED))] += 1
        lost = [code for code in CORE if outcomes[code] in MISSED]
        open_ones = [code for code in CORE if outcomes[code] == "unknown"]
        core_missed[str(len(lost))] += 1
        possible = {band(len(lost) + more) for more in range(len(open_ones) + 1)}
        bands[possible.pop() if len(possible) == 1 else "not_yet_known"] += 1
    components, senior_leader, compliant = [], {}, 0
    for code in CODES:
        answers = [cells.get((school, code), ("unknown", "unknown")) for school in schools]
        met = sum(1 for one in answers if one[0] in MET)
        components.append(
            {
                "code": code,
                "core": code in CORE,
                "met": met,
                "missed": sum(1 for one in answers if one[0] in MISSED),
                "unknown": sum(1 for one in answers if one[0] == "unknown"),
                "exceptions": sum(1 for one in answers if one[0].startswith("exception")),
            }
        )
        senior_leader[code] = {key: sum(1 for one in answers if one[1] == key) for key in ("yes", "no", "unknown")}
        compliant = met if code == "reviewer_training" else compliant
    return {
        "schools": len(schools),
        "components": components,
        "missed_distribution": missed,
        "core_missed_distribution": core_missed,
        "bands": bands,
        "compliant": compliant,
        "senior_leader": senior_leader,
    }
