"""Who gets what of coaching. Whoever is not named here is not told that there is any: 404, or the way to sign in.

The school's colleagues and governors belong to it, so they read why not. An evaluator, and who facilitates elsewhere,
learns nothing of a review; a coach of the school's own has no account.
"""

from collections.abc import Mapping
from typing import Any

WHO = (
    *("senco", "senior_leader", "colleague", "governor", "school_admin"),
    *("facilitator", "other_facilitator", "evaluator", "programme_manager"),
)

_TABLE = """
GET  /cohorts/{cohort_id:int}/coaching                                                  404 404 404 404 404 200 200 403 200
GET  /reviews/{review_id:int}/coaching                                                  200 200 403 403 200 200 404 404 200
GET  /reviews/{review_id:int}/coaching/{code}                                           200 200 403 403 200 200 404 404 200
GET  /reviews/{review_id:int}/coaching/{code}/attendance                                403 403 403 403 403 200 404 404 200
POST /reviews/{review_id:int}/coaching/{code}/attendance                                403 403 403 403 403 422 404 404 422
GET  /reviews/{review_id:int}/coaching/{code}/coach                                     403 403 403 403 403 403 404 404 403
POST /reviews/{review_id:int}/coaching/{code}/coach                                     403 403 403 403 403 403 404 404 403
GET  /reviews/{review_id:int}/coaching/{code}/booking                                   200 200 403 403 200 200 404 404 200
POST /reviews/{review_id:int}/coaching/{code}/booking                                   422 422 403 403 422 422 404 404 422
POST /reviews/{review_id:int}/coaching/{code}/offers                                    422 422 403 403 422 422 404 404 422
GET  /reviews/{review_id:int}/coaching/{code}/cancellation                              200 200 403 403 200 200 404 404 200
POST /reviews/{review_id:int}/coaching/{code}/cancellation                              422 422 403 403 422 422 404 404 422
GET  /reviews/{review_id:int}/coaching/{code}/calendar.ics                              200 200 403 403 200 200 404 404 200
POST /reviews/{review_id:int}/coaching/{code}/texts                                     200 200 403 403 200 200 404 404 200
GET  /reviews/{review_id:int}/coaching/{code}/worksheet                                 200 200 403 403 200 200 404 404 200
GET  /reviews/{review_id:int}/coaching/{code}/history                                   200 200 403 403 200 200 404 404 200
POST /reviews/{review_id:int}/coaching/{code}/history/{change_id:int}/restoration       404 404 403 403 404 404 404 404 404
POST /reviews/{review_id:int}/coaching/{code}/worksheet                                 303 303 403 403 303 403 404 404 403
POST /reviews/{review_id:int}/coaching/{code}/worksheet/carryover                       303 303 403 403 303 403 404 404 403
GET  /reviews/{review_id:int}/coaching/{code}/worksheet/sharing                         200 200 403 403 200 403 404 404 403
POST /reviews/{review_id:int}/coaching/{code}/worksheet/sharing/withdrawal              303 303 403 403 303 403 404 404 403
POST /reviews/{review_id:int}/coaching/{code}/worksheet/sharing                         303 303 403 403 303 403 404 404 403
GET  /reviews/{review_id:int}/coaching/{code}/notes                                     200 200 403 403 200 200 404 404 200
POST /reviews/{review_id:int}/coaching/{code}/notes                                     303 303 403 403 303 303 404 404 303
GET  /reviews/{review_id:int}/coaching/{code}/next-step-row                             200 200 403 403 200 200 404 404 200
GET  /reviews/{review_id:int}/coaching/{code}/next-steps/{key}/acceptance               200 200 403 403 200 403 404 404 403
POST /reviews/{review_id:int}/coaching/{code}/next-steps/{key}/acceptance               422 422 403 403 422 403 404 404 403
GET  /reviews/{review_id:int}/coaching/{code}/documents/{document}                      200 200 403 403 200 200 404 404 200
GET  /reviews/{review_id:int}/coaching/{code}/documents/{document}.pdf                  303 303 403 403 303 303 404 404 303
GET  /reviews/{review_id:int}/coaching/{code}/documents/{document}.docx                 200 200 403 403 200 200 404 404 200
POST /reviews/{review_id:int}/coaching/{code}/documents/{document}/rendering            303 303 403 403 303 303 404 404 303
"""  # noqa: E501  A table.

Route = tuple[str, str]

COACHING: Mapping[Route, Mapping[str, int]] = {
    (method, path): dict(zip(WHO, map(int, statuses), strict=True))
    for method, path, *statuses in (line.split() for line in _TABLE.splitlines() if line)
}

_SESSION = "/reviews/{review_id:int}/coaching/{code}"
SENT_COACHING: Mapping[Route, Mapping[str, Any]] = {
    ("POST", f"{_SESSION}/texts"): {"data": {"name": "next_steps/k3f9.removed", "value": "", "version": "0"}},
    ("POST", f"{_SESSION}/worksheet/carryover"): {"data": {"bring": "senco_role=last_session"}},
}


def expected_of_coaching(route: Route, who: str) -> int:
    """What somebody gets: strangers nothing, and somebody anonymous the way to sign in."""
    if who == "anonymous":
        return 303 if route[0] == "GET" else 401
    return COACHING[route].get(who, 404)
