"""Who gets what of a plan: those of the school as everywhere, and those of a cohort what was shared with them."""

from collections.abc import Mapping
from typing import Any

IN_ORDER = (
    *("anonymous", "operator", "senco", "senior_leader", "colleague", "governor", "school_admin"),
    *("stranger", "reviewer", "former_reviewer"),
    *("facilitator", "other_facilitator", "evaluator", "programme_manager"),
)
OF_A_COHORT = IN_ORDER[-4:]

_TABLE = """
GET  /                              303 404 200 200 200 403 200 404 404 404 404 404 404 404
POST /                              401 404 303 303 303 403 303 404 404 404 404 404 404 404
POST /order                     401 404 303 303 303 403 303 404 404 404 404 404 404 404
POST /texts                     401 404 200 200 200 403 200 404 404 404 404 404 404 404
GET  /findings                  303 404 200 200 200 403 200 404 404 404 404 404 404 404
POST /findings                  401 404 303 303 303 403 303 404 404 404 404 404 404 404
GET  /findings/{finding_id:path} 303 404 200 200 200 403 200 404 404 404 404 404 404 404
GET  /notes/{peer_review_id:int}/{key} 303 404 404 404 404 403 404 404 404 404 404 404 404 404
GET  /priorities/{key}          303 404 200 200 200 403 200 404 404 404 404 404 404 404
POST /priorities/{key}          401 404 303 303 303 403 303 404 404 404 404 404 404 404
GET  /priorities/{key}/rows/{listed} 303 404 200 200 200 403 200 404 404 404 404 404 404 404
POST /priorities/{key}/removal  401 404 303 303 303 403 303 404 404 404 404 404 404 404
POST /actions                   401 404 303 303 303 403 303 404 404 404 404 404 404 404
GET  /actions/{key}             303 404 200 200 200 403 200 404 404 404 404 404 404 404
POST /actions/{key}             401 404 303 303 303 403 303 404 404 404 404 404 404 404
GET  /reviews                   303 404 200 200 200 403 200 404 404 404 404 404 404 404
POST /reviews                   401 404 303 303 303 403 303 404 404 404 404 404 404 404
GET  /diary                     303 404 200 200 200 403 200 404 404 404 404 404 404 404
GET  /diary/{key}               303 404 200 200 200 403 200 404 404 404 404 404 404 404
POST /diary                     401 404 303 303 303 403 303 404 404 404 404 404 404 404
GET  /history                   303 404 200 200 200 403 200 404 404 404 404 404 404 404
POST /history/{change_id:int}/restoration 401 404 404 404 404 403 404 404 404 404 404 404 404 404
GET  /versions/new              303 404 200 200 403 403 200 404 404 404 404 404 404 404
POST /versions                  401 404 409 409 403 403 409 404 404 404 404 404 404 404
GET  /versions                  303 404 200 200 200 200 200 404 404 404 200 404 404 200
GET  /versions/{number:int}     303 404 200 200 200 200 200 404 404 404 200 404 404 200
GET  /comparison                303 404 200 200 200 200 200 404 404 404 200 404 404 200
"""

Route = tuple[str, str]

_HERE = "/reviews/{review_id:int}/action-plan"

ACTION_PLAN: Mapping[Route, Mapping[str, int]] = {
    (method, f"{_HERE}{path.rstrip('/')}"): dict(zip(IN_ORDER, map(int, statuses), strict=True))
    for method, path, *statuses in (line.split() for line in _TABLE.splitlines() if line)
}

SENT_TO_PLAN: Mapping[Route, Mapping[str, Any]] = {
    ("POST", f"{_HERE}/order"): {"data": {"up": "k3f9"}},
    ("POST", f"{_HERE}/texts"): {"data": {"name": "plan.why_number", "value": "zqwhynumber", "version": "0"}},
    ("POST", f"{_HERE}/actions"): {"data": {"key": "k3f7", "priority": "k3f9", "what": "zqaction"}},
    ("POST", f"{_HERE}/versions"): {"data": {"kind": "agreed_with_slt"}},
    ("GET", f"{_HERE}/versions/new"): {"params": {"kind": "agreed_with_slt"}},
    ("GET", f"{_HERE}/history"): {"params": {"of": "plan"}},
    ("GET", f"{_HERE}/comparison"): {"params": {"before": "2", "after": "2"}},
}
