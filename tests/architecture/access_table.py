"""Who gets what from which route: one row a route. A route without a row fails the test, and so does a row without one.

404 is a stranger's answer, 403 a member's whose role does not include it, 303 for nobody signed in is the sign-in.
200, 303, 409 and 422 are the handler's own answers to the request in SENT: whoever gets one was let in.
"""

from collections.abc import Mapping
from typing import Any

from tests.architecture.access_table_programme import PROGRAMME, expected_of

WHO = ("anonymous", "operator", "senco", "senior_leader", "colleague", "governor", "school_admin", "stranger")

_TABLE = """
GET  /                                                              303 303 200 200 200 303 200 303
GET  /health                                                        200 200 200 200 200 200 200 200
GET  /help                                                          200 200 200 200 200 200 200 200
GET  /privacy                                                       200 200 200 200 200 200 200 200
GET  /accessibility                                                 200 200 200 200 200 200 200 200
GET  /sign-in                                                       200 200 200 200 200 200 200 200
POST /sign-in                                                       422 422 422 422 422 422 422 422
GET  /forgotten-password                                            200 200 200 200 200 200 200 200
POST /forgotten-password                                            422 422 422 422 422 422 422 422
POST /sign-out                                                      303 303 303 303 303 303 303 303
GET  /account                                                       303 200 200 200 200 200 200 200
POST /account/password                                              303 422 422 422 422 422 422 422
POST /account/other-sign-ins/end                                    303 303 303 303 303 303 303 303
GET  /frameworks/{framework_id}/{version}                           303 200 200 200 200 200 200 200

GET  /sample-review                                                 303 200 200 200 200 200 200 200
GET  /sample-review/areas/{code}                                    303 200 200 200 200 200 200 200

GET  /resets/{token}                                                404 404 404 404 404 404 404 404
POST /resets/{token}                                                404 404 404 404 404 404 404 404
GET  /resets/{grant_id:int}/password                                404 404 404 404 404 404 404 404
POST /resets/{grant_id:int}/password                                404 404 404 404 404 404 404 404
GET  /invitations/{token}                                           404 404 404 404 404 404 404 404
POST /invitations/{token}                                           404 404 404 404 404 404 404 404
GET  /invitations/{grant_id:int}/acceptance                         404 404 404 404 404 404 404 404
POST /invitations/{grant_id:int}/acceptance                         404 404 404 404 404 404 404 404

GET  /operator/schools                                              303 200 404 404 404 404 404 404
GET  /operator/schools/{school_id:int}                              303 200 404 404 404 404 404 404
POST /operator/schools/{school_id:int}/invitations                  401 422 404 404 404 404 404 404

GET  /schools/{school_id:int}                                       303 404 200 200 200 200 200 404
GET  /schools/{school_id:int}/people                                303 404 200 403 403 403 200 404
POST /schools/{school_id:int}/invitations                           401 404 422 403 403 403 422 404
GET  /schools/{school_id:int}/invitation-list                       303 404 200 403 403 403 200 404
POST /schools/{school_id:int}/invitation-list                       401 404 422 403 403 403 422 404
POST /schools/{school_id:int}/invitations/{grant_id:int}/withdrawal 401 404 303 403 403 403 303 404
GET  /schools/{school_id:int}/people/{membership_id:int}            303 404 200 403 403 403 200 404
POST /schools/{school_id:int}/people/{membership_id:int}/role       401 404 422 403 403 403 422 404
POST /schools/{school_id:int}/people/{membership_id:int}/removal    401 404 303 403 403 403 303 404
POST /schools/{school_id:int}/people/{membership_id:int}/handover   401 404 422 403 403 403 422 404
GET  /schools/{school_id:int}/reviews/new                           303 404 200 403 403 403 200 404
POST /schools/{school_id:int}/reviews                               401 404 422 403 403 403 422 404

GET  /reviews/{review_id:int}                                       303 404 200 200 200 403 200 404
GET  /reviews/{review_id:int}/scope                                 303 404 200 200 200 403 200 404
POST /reviews/{review_id:int}/scope                                 401 404 303 303 303 403 303 404
GET  /reviews/{review_id:int}/depth                                 303 404 200 403 403 403 200 404
POST /reviews/{review_id:int}/depth                                 401 404 303 403 403 403 303 404
GET  /reviews/{review_id:int}/cancellation                          303 404 200 403 403 403 200 404
POST /reviews/{review_id:int}/cancellation                          401 404 422 403 403 403 422 404
GET  /reviews/{review_id:int}/areas/{code}                          303 404 200 200 200 403 200 404
POST /reviews/{review_id:int}/areas/{code}                          401 404 303 303 303 403 303 404
POST /reviews/{review_id:int}/answers                               401 404 200 200 200 403 200 404
GET  /reviews/{review_id:int}/items/{item_code}/evidence-row        303 404 200 200 200 403 200 404
GET  /reviews/{review_id:int}/next                                  303 404 303 303 303 403 303 404
GET  /reviews/{review_id:int}/find                                  303 404 200 200 200 403 200 404
GET  /reviews/{review_id:int}/history                               303 404 200 200 200 403 200 404
POST /reviews/{review_id:int}/history/{change_id:int}/restoration   401 404 409 409 409 403 409 404
GET  /reviews/{review_id:int}/check                                 303 404 200 200 200 403 200 404
POST /reviews/{review_id:int}/versions                              401 404 409 409 403 403 409 404
GET  /reviews/{review_id:int}/versions/{number:int}                 303 404 200 200 200 200 200 404
GET  /reviews/{review_id:int}/versions/{number:int}/changes         303 404 200 200 200 403 200 404
GET  /reviews/{review_id:int}/change                                303 404 200 200 200 403 200 404
GET  /reviews/{review_id:int}/framework-changes                     303 404 200 200 200 403 200 404
GET  /reviews/{review_id:int}/items/{item_code}/evidence/{key}/file     303 404 200 200 200 403 200 404
POST /reviews/{review_id:int}/items/{item_code}/evidence/{key}/file     303 404 303 303 303 403 303 404
GET  /reviews/{review_id:int}/evidence-files/{file_id:int}              303 404 200 200 200 403 200 404
POST /reviews/{review_id:int}/evidence-files/{file_id:int}/removal      401 404 303 303 303 403 303 404
POST /reviews/{review_id:int}/evidence-files/{file_id:int}/restoration  401 404 303 303 303 403 303 404
GET  /reviews/{review_id:int}/contributions                         303 404 200 200 200 403 200 404
GET  /reviews/{review_id:int}/contributions/links/new               303 404 200 200 403 403 200 404
POST /reviews/{review_id:int}/contributions/links                   401 404 422 422 403 403 422 404
POST /reviews/{review_id:int}/contributions/links/{grant_id:int}/revocation 401 404 303 303 403 403 303 404
POST /reviews/{review_id:int}/contributions/reminders               401 404 303 303 403 403 303 404
POST /reviews/{review_id:int}/contributions/{contribution_id:int}/reading 401 404 303 303 403 403 303 404
POST /reviews/{review_id:int}/contributions/{contribution_id:int}/reply 401 404 303 303 403 403 303 404
POST /reviews/{review_id:int}/contributions/{contribution_id:int}/quotation 401 404 409 409 403 403 409 404
GET  /reviews/{review_id:int}/contributions/{contribution_id:int}/folding-in 303 404 200 200 403 403 200 404
POST /reviews/{review_id:int}/contributions/{contribution_id:int}/folding-in 401 404 303 303 403 403 303 404
GET  /reviews/{review_id:int}/differences                           303 404 200 200 200 403 200 404
GET  /reviews/{review_id:int}/differences/meeting-sheet             303 404 200 200 200 403 200 404
GET  /contributions/{grant_id:int}/link/{token}                     404 404 404 404 404 404 404 404
POST /contributions/{grant_id:int}/link/{token}                     404 404 404 404 404 404 404 404
GET  /contributions/{grant_id:int}                                  404 404 404 404 404 404 404 404
POST /contributions/{grant_id:int}                                  404 404 404 404 404 404 404 404
GET  /reviews/{review_id:int}/governors-paper                       303 404 200 200 200 200 200 404
POST /reviews/{review_id:int}/governors-paper/rendering             401 404 303 303 303 303 303 404
GET  /reviews/{review_id:int}/governors-paper.pdf                   303 404 303 303 303 303 303 404
GET  /reviews/{review_id:int}/documents                             303 404 200 200 200 200 200 404
GET  /reviews/{review_id:int}/documents/{document}                  303 404 200 200 200 200 200 404
GET  /reviews/{review_id:int}/documents/{document}.pdf              303 404 303 303 303 303 303 404
GET  /reviews/{review_id:int}/documents/{document}.docx             303 404 200 200 200 200 200 404
POST /reviews/{review_id:int}/documents/{document}/rendering        401 404 303 303 303 303 303 404
GET  /frameworks/{framework_id}/{version}/blank                     303 200 200 200 200 200 200 200
GET  /frameworks/{framework_id}/{version}/blank.pdf                 303 303 303 303 303 303 303 303
GET  /frameworks/{framework_id}/{version}/blank.docx                303 200 200 200 200 200 200 200
POST /frameworks/{framework_id}/{version}/blank/rendering           401 303 303 303 303 303 303 303
"""

Route = tuple[str, str]

EXPECTED: dict[Route, Mapping[str, int]] = {
    (method, path): dict(zip(WHO, map(int, statuses), strict=True))
    for method, path, *statuses in (line.split() for line in _TABLE.splitlines() if line)
}
EXPECTED |= {route: {who: expected_of(route, who) for who in WHO} for route in PROGRAMME}
LINES = sum(bool(line) for line in _TABLE.splitlines()) + len(PROGRAMME)

SENT: Mapping[Route, Mapping[str, Any]] = {
    ("GET", "/reviews/{review_id:int}/history"): {"params": {"of": "LEAD-1.strengths"}},
    ("POST", "/reviews/{review_id:int}/answers"): {
        "data": {"name": "LEAD-1.stakeholders", "value": "", "version": "0"}
    },
    ("POST", "/reviews/{review_id:int}/contributions/{contribution_id:int}/quotation"): {
        "data": {"text": "strengths", "field": "strengths", "strengths.version": "1"}
    },
    ("POST", "/reviews/{review_id:int}/contributions/{contribution_id:int}/reply"): {"data": {"reply": "zqreply"}},
    ("POST", "/reviews/{review_id:int}/depth"): {"data": {"depth": "full"}},
    ("POST", "/reviews/{review_id:int}/items/{item_code}/evidence/{key}/file"): {
        "files": {"file": ("zqfile.txt", b"zqinfile", "text/plain")}
    },
    ("GET", "/operator/schools"): {"params": {"q": "Ash"}},
}
"""What a request carries, where an empty one would not do."""

OUTSIDERS = ("anonymous", "operator", "stranger")
IN_THE_SCHOOL = tuple(who for who in WHO if who not in OUTSIDERS)

SHOWN_TO_THE_OPERATOR = "/operator/"
"""Here the operator sees the register and who was invited, and no word that a school wrote."""
