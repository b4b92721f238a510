"""Who gets what of a cohort. Whoever is not named here is not told that there is one: 404, or the way to sign in."""

from collections.abc import Mapping

from tests.architecture.access_table_calendar import EVENTS

WHO = (
    *("senco", "senior_leader", "colleague", "governor", "school_admin"),
    *("facilitator", "other_facilitator", "evaluator", "programme_manager"),
)

_TABLE = """
GET  /cohorts/{cohort_id:int}                                                404 404 404 404 404 200 200 200 200
GET  /cohorts/{cohort_id:int}/fidelity                                       404 404 404 404 404 200 200 200 200
GET  /cohorts/{cohort_id:int}/fidelity.xlsx                                  404 404 404 404 404 200 200 200 200
GET  /cohorts/{cohort_id:int}/fidelity.csv                                   404 404 404 404 404 200 200 200 200
GET  /cohorts/{cohort_id:int}/report                                         404 404 404 404 404 200 200 200 200
GET  /cohorts/{cohort_id:int}/report.pdf                                     404 404 404 404 404 303 303 303 303
POST /cohorts/{cohort_id:int}/report/rendering                               404 404 404 404 404 303 303 303 303
GET  /cohorts/{cohort_id:int}/trend                                          404 404 404 404 404 200 200 200 200
GET  /cohorts/{cohort_id:int}/waiting                                        404 404 404 404 404 200 200 200 200
GET  /cohorts/{cohort_id:int}/people                                         404 404 404 404 404 403 403 403 200
POST /cohorts/{cohort_id:int}/handovers                                      404 404 404 404 404 403 403 403 422
GET  /cohorts/{cohort_id:int}/enrolments/new                                 404 404 404 404 404 200 200 403 200
POST /cohorts/{cohort_id:int}/enrolments                                     404 404 404 404 404 422 422 403 422
GET  /cohorts/{cohort_id:int}/files                                          404 404 404 404 404 200 200 403 200
POST /cohorts/{cohort_id:int}/files/engagement                               404 404 404 404 404 415 415 403 415
POST /cohorts/{cohort_id:int}/files/engagement/rows                          404 404 404 404 404 422 422 403 422
POST /cohorts/{cohort_id:int}/files/enrolments                               404 404 404 404 404 403 403 403 415
POST /cohorts/{cohort_id:int}/files/enrolments/rows                          404 404 404 404 404 403 403 403 422
GET  /cohorts/{cohort_id:int}/files/engagement.csv                           404 404 404 404 404 200 200 403 200
GET  /cohorts/{cohort_id:int}/files/enrolments.csv                           404 404 404 404 404 200 200 403 200
GET  /cohorts/{cohort_id:int}/schools/{enrolment_id:int}/taking-part         200 200 403 403 200 200 404 403 200
POST /cohorts/{cohort_id:int}/schools/{enrolment_id:int}/taking-part/agreement 303 303 403 403 303 422 404 403 422
POST /cohorts/{cohort_id:int}/schools/{enrolment_id:int}/taking-part/consent 422 422 403 403 422 403 404 403 403
POST /cohorts/{cohort_id:int}/schools/{enrolment_id:int}/taking-part/review  422 422 403 403 422 403 404 403 403
GET  /cohorts/{cohort_id:int}/matrix                                         404 404 404 404 404 200 200 200 200
GET  /cohorts/{cohort_id:int}/events                                         404 404 404 404 404 200 200 200 200
POST /cohorts/{cohort_id:int}/events                                         404 404 404 404 404 422 422 403 422
GET  /cohorts/{cohort_id:int}/events/{event_id:int}                          404 404 404 404 404 200 404 200 200
POST /cohorts/{cohort_id:int}/events/{event_id:int}/register                 404 404 404 404 404 303 404 403 303
GET  /cohorts/{cohort_id:int}/schools/{enrolment_id:int}                     200 200 403 403 200 200 404 200 200
POST /cohorts/{cohort_id:int}/schools/{enrolment_id:int}/rulings             403 403 403 403 403 422 404 403 422
POST /cohorts/{cohort_id:int}/schools/{enrolment_id:int}/rulings/{component}/removal 403 403 403 403 403 303 404 403 303
POST /cohorts/{cohort_id:int}/schools/{enrolment_id:int}/withdrawal          403 403 403 403 403 422 404 403 422
POST /cohorts/{cohort_id:int}/schools/{enrolment_id:int}/return              403 403 403 403 403 422 404 403 422
"""

Route = tuple[str, str]

CARRYING_A_FILE = tuple(f"/cohorts/{{cohort_id:int}}/files/{kind}" for kind in ("engagement", "enrolments"))
"""A file cannot be kept through sign-in: whoever is signed out is sent there at once."""

PROGRAMME: Mapping[Route, Mapping[str, int]] = {
    (method, path): dict(zip(WHO, map(int, statuses), strict=True))
    for method, path, *statuses in (line.split() for line in (_TABLE + EVENTS).splitlines() if line)
}


def expected_of(route: Route, who: str) -> int:
    """What somebody gets: strangers nothing, and somebody anonymous the way to sign in."""
    if who == "anonymous":
        return 303 if route[0] == "GET" or route[1] in CARRYING_A_FILE else 401
    return PROGRAMME[route].get(who, 404)
