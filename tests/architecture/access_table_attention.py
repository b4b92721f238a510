"""Who gets what of the queue and of figures across schools. Whoever is not named gets 404, or the way to sign in.

Evaluators read figures and no note. Of Ashgrove, which lets its counts join others', those read figures who read its
row; Otherfield, the stranger's school, is in the cohort and keeps its counts out.
"""

from collections.abc import Mapping

WHO = (
    *("senco", "senior_leader", "colleague", "governor", "school_admin", "stranger"),
    *("facilitator", "other_facilitator", "evaluator", "programme_manager", "group_lead"),
)

_TABLE = """
GET  /cohorts/{cohort_id:int}/attention                                                      404 404 404 404 404 404 200 200 403 200 404
POST /cohorts/{cohort_id:int}/attention/looks                                                404 404 404 404 404 404 303 303 403 303 404
GET  /cohorts/{cohort_id:int}/attention/rules                                                404 404 404 404 404 404 200 200 403 200 404
GET  /cohorts/{cohort_id:int}/attention/schools/{enrolment_id:int}                           404 404 404 404 404 404 200 404 403 200 404
POST /cohorts/{cohort_id:int}/attention/schools/{enrolment_id:int}/snoozes                   404 404 404 404 404 404 422 404 403 422 404
POST /cohorts/{cohort_id:int}/attention/schools/{enrolment_id:int}/snoozes/{rule}/removal    404 404 404 404 404 404 303 404 403 303 404
POST /cohorts/{cohort_id:int}/attention/schools/{enrolment_id:int}/notes                     404 404 404 404 404 404 422 404 403 422 404
POST /cohorts/{cohort_id:int}/attention/schools/{enrolment_id:int}/contacts                  404 404 404 404 404 404 422 404 403 422 404
GET  /cohorts/{cohort_id:int}/attention/messages                                             404 404 404 404 404 404 200 200 403 200 404
POST /cohorts/{cohort_id:int}/attention/messages                                             404 404 404 404 404 404 422 422 403 422 404
GET  /cohorts/{cohort_id:int}/attention/messages/{message_id:int}                            404 404 404 404 404 404 200 404 403 404 404
POST /cohorts/{cohort_id:int}/attention/messages/{message_id:int}                            404 404 404 404 404 404 422 404 403 404 404
POST /cohorts/{cohort_id:int}/attention/messages/{message_id:int}/sending                    404 404 404 404 404 404 409 404 403 404 404
GET  /cohorts/{cohort_id:int}/insight                                                        200 200 403 403 200 403 200 200 200 200 404
GET  /group-insight/{group_lead_id:int}                                                      404 404 404 404 404 404 404 404 404 404 200
"""  # noqa: E501  A table is read in lines.

Route = tuple[str, str]

ATTENTION: Mapping[Route, Mapping[str, int]] = {
    (method, path): dict(zip(WHO, map(int, statuses), strict=True))
    for method, path, *statuses in (line.split() for line in _TABLE.splitlines() if line)
}


def expected_of(route: Route, who: str) -> int:
    """What somebody gets: strangers nothing, and somebody anonymous the way to sign in."""
    if who == "anonymous":
        return 303 if route[0] == "GET" else 401
    return ATTENTION[route].get(who, 404)
