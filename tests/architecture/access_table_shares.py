"""Who gets what of shares. Those outside the school are not told that there are any; a link opens by itself alone."""

from collections.abc import Mapping
from typing import Any

WHO = ("senco", "senior_leader", "colleague", "governor", "school_admin")

_TABLE = """
GET  /reviews/{review_id:int}/shares                                          200 200 200 403 200
GET  /reviews/{review_id:int}/shares/new                                      200 200 403 403 200
POST /reviews/{review_id:int}/shares                                          422 422 403 403 422
GET  /reviews/{review_id:int}/shares/preview/{document}                       200 200 403 403 200
POST /reviews/{review_id:int}/shares/{grant_id:int}/revocation                303 303 403 403 303
GET  /reviews/{review_id:int}/shares/questions/{question_id:int}              200 200 403 403 200
POST /reviews/{review_id:int}/shares/questions/{question_id:int}/answer       422 422 403 403 422
GET  /reviews/{review_id:int}/who-knows                                       200 200 200 403 200
POST /reviews/{review_id:int}/who-knows/entries                               422 422 403 403 422
POST /reviews/{review_id:int}/who-knows/entries/{telling_id:int}/removal      303 303 403 403 303
GET  /reviews/{review_id:int}/pupil-counts                                    200 200 200 403 200
POST /reviews/{review_id:int}/pupil-counts                                    303 303 303 403 303
POST /reviews/{review_id:int}/pupil-counts/texts                              200 200 200 403 200
GET  /shares/{grant_id:int}/link/{token}                                      404 404 404 404 404
POST /shares/{grant_id:int}/link/{token}                                      404 404 404 404 404
GET  /shares/{grant_id:int}                                                   404 404 404 404 404
GET  /shares/{grant_id:int}/paper                                             404 404 404 404 404
GET  /shares/{grant_id:int}/paper.pdf                                         404 404 404 404 404
GET  /shares/{grant_id:int}/paper.docx                                        404 404 404 404 404
POST /shares/{grant_id:int}/paper/rendering                                   404 404 404 404 404
POST /shares/{grant_id:int}/reading                                           404 404 404 404 404
POST /shares/{grant_id:int}/questions                                         404 404 404 404 404
"""

Route = tuple[str, str]

SHARES: Mapping[Route, Mapping[str, int]] = {
    (method, path): dict(zip(WHO, map(int, statuses), strict=True))
    for method, path, *statuses in (line.split() for line in _TABLE.splitlines() if line)
}
ON_LINKS = sum(path.startswith("/shares/") for _method, path in SHARES)


def expected_of_share(route: Route, who: str) -> int:
    """What somebody gets: strangers nothing, and somebody anonymous the way to sign in, which no link has."""
    if who == "anonymous" and not route[1].startswith("/shares/"):
        return 303 if route[0] == "GET" else 401
    return SHARES[route].get(who, 404)


SENT_TO_SHARES: Mapping[Route, Mapping[str, Any]] = {
    ("POST", "/reviews/{review_id:int}/pupil-counts/texts"): {
        "data": {"name": "counts.year_7_plans", "value": "", "version": "0"}
    },
}
