"""Who gets what of pairing: schools are brought together by those who lead them, each in their own regions.

The group of this world is of schools outside the cohort, so here it is there for nobody.
"""

from collections.abc import Mapping

from tests.architecture.access_table_programme import WHO

_TABLE = """
GET  /cohorts/{cohort_id:int}/pairing               404 404 404 404 404 200 200 403 200
GET  /cohorts/{cohort_id:int}/pairing/groups/new    404 404 404 404 404 200 200 403 200
POST /cohorts/{cohort_id:int}/pairing/groups        404 404 404 404 404 422 422 403 422
GET  /cohorts/{cohort_id:int}/pairing/own-group     404 404 404 404 404 200 200 403 200
POST /cohorts/{cohort_id:int}/pairing/own-group     404 404 404 404 404 422 422 403 422
GET  /cohorts/{cohort_id:int}/pairing/groups/{group_id:int}             404 404 404 404 404 404 404 404 404
POST /cohorts/{cohort_id:int}/pairing/groups/{group_id:int}/schools     404 404 404 404 404 404 404 404 404
POST /cohorts/{cohort_id:int}/pairing/groups/{group_id:int}/departures  404 404 404 404 404 404 404 404 404
GET  /cohorts/{cohort_id:int}/pairing/repair        404 404 404 404 404 200 200 403 200
POST /cohorts/{cohort_id:int}/pairing/repair        404 404 404 404 404 422 422 403 422
"""

PAIRING: Mapping[tuple[str, str], Mapping[str, int]] = {
    (method, path): dict(zip(WHO, map(int, statuses), strict=True))
    for method, path, *statuses in (line.split() for line in _TABLE.splitlines() if line)
}


def expected_of_pairing(route: tuple[str, str], who: str) -> int:
    """What somebody gets: strangers nothing, and somebody anonymous the way to sign in."""
    if who == "anonymous":
        return 303 if route[0] == "GET" else 401
    return PAIRING[route].get(who, 404)
