"""Who gets what from which route: one row a route. A route without a row fails the test, and so does a row without one.

404 is a stranger's answer, 403 a member's whose role does not include it, 303 for nobody signed in is the sign-in.
200, 303, 409 and 422 are the handler's own answers to the request in SENT: whoever gets one was let in.
"""

from collections.abc import Mapping
from typing import Any

from tests.architecture import access_table_attention
from tests.architecture.access_table_action_plan import ACTION_PLAN, SENT_TO_PLAN
from tests.architecture.access_table_attention import ATTENTION
from tests.architecture.access_table_coaching import COACHING, SENT_COACHING, expected_of_coaching
from tests.architecture.access_table_pairing import PAIRING, expected_of_pairing
from tests.architecture.access_table_programme import PROGRAMME, expected_of
from tests.architecture.access_table_shares import SENT_TO_SHARES, SHARES, expected_of_share

WHO = (
    "anonymous",
    "operator",
    "senco",
    "senior_leader",
    "colleague",
    "governor",
    "school_admin",
    "stranger",
    "reviewer",
    "former_reviewer",
)

_TABLE = """
GET  /                                                              303 303 200 200 200 303 200 303 303 303
GET  /health                                                        200 200 200 200 200 200 200 200 200 200
GET  /help                                                          200 200 200 200 200 200 200 200 200 200
GET  /privacy                                                       200 200 200 200 200 200 200 200 200 200
GET  /accessibility                                                 200 200 200 200 200 200 200 200 200 200
GET  /sign-in                                                       200 200 200 200 200 200 200 200 200 200
POST /sign-in                                                       422 422 422 422 422 422 422 422 422 422
GET  /forgotten-password                                            200 200 200 200 200 200 200 200 200 200
POST /forgotten-password                                            422 422 422 422 422 422 422 422 422 422
POST /sign-out                                                      303 303 303 303 303 303 303 303 303 303
GET  /account                                                       303 200 200 200 200 200 200 200 200 200
POST /account/password                                              303 422 422 422 422 422 422 422 422 422
POST /account/other-sign-ins/end                                    303 303 303 303 303 303 303 303 303 303
POST /account/calendar                                              303 200 200 200 200 200 200 200 200 200
POST /account/calendar/end                                          303 303 303 303 303 303 303 303 303 303
POST /account/reminders                                             303 303 303 303 303 303 303 303 303 303
GET  /calendar/{token}.ics                                          404 404 404 404 404 404 404 404 404 404
GET  /check-in                                                      303 200 200 200 200 200 200 200 200 200
POST /check-in                                                      401 422 422 422 422 422 422 422 422 422
GET  /frameworks/{framework_id}/{version}                           303 200 200 200 200 200 200 200 200 200

GET  /sample-review                                                 303 200 200 200 200 200 200 200 200 200
GET  /sample-review/areas/{code}                                    303 200 200 200 200 200 200 200 200 200

GET  /resets/{token}                                                404 404 404 404 404 404 404 404 404 404
POST /resets/{token}                                                404 404 404 404 404 404 404 404 404 404
GET  /resets/{grant_id:int}/password                                404 404 404 404 404 404 404 404 404 404
POST /resets/{grant_id:int}/password                                404 404 404 404 404 404 404 404 404 404
GET  /invitations/{token}                                           404 404 404 404 404 404 404 404 404 404
POST /invitations/{token}                                           404 404 404 404 404 404 404 404 404 404
GET  /invitations/{grant_id:int}/acceptance                         404 404 404 404 404 404 404 404 404 404
POST /invitations/{grant_id:int}/acceptance                         404 404 404 404 404 404 404 404 404 404

GET  /operator/schools                                              303 200 404 404 404 404 404 404 404 404
GET  /operator/schools/{school_id:int}                              303 200 404 404 404 404 404 404 404 404
POST /operator/schools/{school_id:int}/invitations                  401 422 404 404 404 404 404 404 404 404

GET  /schools/{school_id:int}                                       303 404 200 200 200 200 200 404 404 404
GET  /schools/{school_id:int}/people                                303 404 200 403 403 403 200 404 404 404
POST /schools/{school_id:int}/invitations                           401 404 422 403 403 403 422 404 404 404
GET  /schools/{school_id:int}/invitation-list                       303 404 200 403 403 403 200 404 404 404
POST /schools/{school_id:int}/invitation-list                       401 404 422 403 403 403 422 404 404 404
POST /schools/{school_id:int}/invitations/{grant_id:int}/withdrawal 401 404 303 403 403 403 303 404 404 404
GET  /schools/{school_id:int}/people/{membership_id:int}            303 404 200 403 403 403 200 404 404 404
POST /schools/{school_id:int}/people/{membership_id:int}/role       401 404 422 403 403 403 422 404 404 404
POST /schools/{school_id:int}/people/{membership_id:int}/removal    401 404 303 403 403 403 303 404 404 404
POST /schools/{school_id:int}/people/{membership_id:int}/handover   401 404 422 403 403 403 422 404 404 404
GET  /schools/{school_id:int}/reviews/new                           303 404 200 403 403 403 200 404 404 404
POST /schools/{school_id:int}/reviews                               401 404 422 403 403 403 422 404 404 404

GET  /reviews/{review_id:int}                                       303 404 200 200 200 403 200 404 404 404
GET  /reviews/{review_id:int}/scope                                 303 404 200 200 200 403 200 404 404 404
POST /reviews/{review_id:int}/scope                                 401 404 303 303 303 403 303 404 404 404
GET  /reviews/{review_id:int}/depth                                 303 404 200 403 403 403 200 404 404 404
POST /reviews/{review_id:int}/depth                                 401 404 303 403 403 403 303 404 404 404
GET  /reviews/{review_id:int}/cancellation                          303 404 200 403 403 403 200 404 404 404
POST /reviews/{review_id:int}/cancellation                          401 404 422 403 403 403 422 404 404 404
GET  /reviews/{review_id:int}/areas/{code}                          303 404 200 200 200 403 200 404 404 404
POST /reviews/{review_id:int}/areas/{code}                          401 404 303 303 303 403 303 404 404 404
POST /reviews/{review_id:int}/answers                               401 404 200 200 200 403 200 404 404 404
GET  /reviews/{review_id:int}/items/{item_code}/evidence-row        303 404 200 200 200 403 200 404 404 404
GET  /reviews/{review_id:int}/next                                  303 404 303 303 303 403 303 404 404 404
GET  /reviews/{review_id:int}/find                                  303 404 200 200 200 403 200 404 404 404
GET  /reviews/{review_id:int}/history                               303 404 200 200 200 403 200 404 404 404
POST /reviews/{review_id:int}/history/{change_id:int}/restoration   401 404 409 409 409 403 409 404 404 404
GET  /reviews/{review_id:int}/check                                 303 404 200 200 200 403 200 404 404 404
POST /reviews/{review_id:int}/versions                              401 404 409 409 403 403 409 404 404 404
GET  /reviews/{review_id:int}/versions/{number:int}                 303 404 200 200 200 200 200 404 404 404
GET  /reviews/{review_id:int}/versions/{number:int}/changes         303 404 200 200 200 403 200 404 404 404
GET  /reviews/{review_id:int}/change                                303 404 200 200 200 403 200 404 404 404
GET  /reviews/{review_id:int}/framework-changes                     303 404 200 200 200 403 200 404 404 404
GET  /reviews/{review_id:int}/items/{item_code}/evidence/{key}/file     303 404 200 200 200 403 200 404 404 404
POST /reviews/{review_id:int}/items/{item_code}/evidence/{key}/file     303 404 303 303 303 403 303 404 404 404
GET  /reviews/{review_id:int}/evidence-files/{file_id:int}              303 404 200 200 200 403 200 404 404 404
POST /reviews/{review_id:int}/evidence-files/{file_id:int}/removal      401 404 303 303 303 403 303 404 404 404
POST /reviews/{review_id:int}/evidence-files/{file_id:int}/restoration  401 404 303 303 303 403 303 404 404 404
GET  /reviews/{review_id:int}/contributions                         303 404 200 200 200 403 200 404 404 404
GET  /reviews/{review_id:int}/contributions/links/new               303 404 200 200 403 403 200 404 404 404
POST /reviews/{review_id:int}/contributions/links                   401 404 422 422 403 403 422 404 404 404
POST /reviews/{review_id:int}/contributions/links/{grant_id:int}/revocation 401 404 303 303 403 403 303 404 404 404
POST /reviews/{review_id:int}/contributions/reminders               401 404 303 303 403 403 303 404 404 404
POST /reviews/{review_id:int}/contributions/{contribution_id:int}/reading 401 404 303 303 403 403 303 404 404 404
POST /reviews/{review_id:int}/contributions/{contribution_id:int}/reply 401 404 303 303 403 403 303 404 404 404
POST /reviews/{review_id:int}/contributions/{contribution_id:int}/quotation 401 404 409 409 403 403 409 404 404 404
GET  /reviews/{review_id:int}/contributions/{contribution_id:int}/folding-in 303 404 200 200 403 403 200 404 404 404
POST /reviews/{review_id:int}/contributions/{contribution_id:int}/folding-in 401 404 303 303 403 403 303 404 404 404
GET  /reviews/{review_id:int}/differences                           303 404 200 200 200 403 200 404 404 404
GET  /reviews/{review_id:int}/differences/meeting-sheet             303 404 200 200 200 403 200 404 404 404
GET  /contributions/{grant_id:int}/link/{token}                     404 404 404 404 404 404 404 404 404 404
POST /contributions/{grant_id:int}/link/{token}                     404 404 404 404 404 404 404 404 404 404
GET  /contributions/{grant_id:int}                                  404 404 404 404 404 404 404 404 404 404
POST /contributions/{grant_id:int}                                  404 404 404 404 404 404 404 404 404 404
GET  /reviews/{review_id:int}/governors-paper                       303 404 200 200 200 200 200 404 404 404
POST /reviews/{review_id:int}/governors-paper/rendering             401 404 303 303 303 303 303 404 404 404
GET  /reviews/{review_id:int}/governors-paper.pdf                   303 404 303 303 303 303 303 404 404 404
GET  /reviews/{review_id:int}/documents                             303 404 200 200 200 200 200 404 404 404
GET  /reviews/{review_id:int}/documents/{document}                  303 404 200 200 200 200 200 404 404 404
GET  /reviews/{review_id:int}/documents/{document}.pdf              303 404 303 303 303 303 303 404 404 404
GET  /reviews/{review_id:int}/documents/{document}.docx             303 404 200 200 200 200 200 404 404 404
POST /reviews/{review_id:int}/documents/{document}/rendering        401 404 303 303 303 303 303 404 404 404
GET  /frameworks/{framework_id}/{version}/blank                     303 200 200 200 200 200 200 200 200 200
GET  /frameworks/{framework_id}/{version}/blank.pdf                 303 303 303 303 303 303 303 303 303 303
GET  /frameworks/{framework_id}/{version}/blank.docx                303 200 200 200 200 200 200 200 200 200
POST /frameworks/{framework_id}/{version}/blank/rendering           401 303 303 303 303 303 303 303 303 303

GET  /peer-reviews/{peer_review_id:int}                             303 404 200 200 200 403 200 404 200 404
POST /peer-reviews/{peer_review_id:int}/texts                       401 404 200 200 200 403 200 404 200 404

GET  /peer-reviews/{peer_review_id:int}/report                      303 404 200 200 200 200 200 404 200 404
POST /peer-reviews/{peer_review_id:int}/report                      401 404 403 403 403 403 403 404 303 404
GET  /peer-reviews/{peer_review_id:int}/report/areas/{code}         303 404 403 403 403 403 403 404 200 404
POST /peer-reviews/{peer_review_id:int}/report/areas/{code}         401 404 403 403 403 403 403 404 303 404
GET  /peer-reviews/{peer_review_id:int}/report/areas/{code}/recommendation-row 303 404 403 403 403 403 403 404 200 404
GET  /peer-reviews/{peer_review_id:int}/report/check                303 404 403 403 403 403 403 404 200 404
GET  /peer-reviews/{peer_review_id:int}/report/sending              303 404 403 403 403 403 403 404 200 404
POST /peer-reviews/{peer_review_id:int}/report/sending              401 404 403 403 403 403 403 404 303 404
POST /peer-reviews/{peer_review_id:int}/report/sending/withdrawal   401 404 403 403 403 403 403 404 303 404
GET  /peer-reviews/{peer_review_id:int}/report/comments             303 404 200 200 403 403 200 404 200 404
POST /peer-reviews/{peer_review_id:int}/report/comments             401 404 303 303 403 403 303 404 303 404
GET  /peer-reviews/{peer_review_id:int}/report/return               303 404 200 200 403 403 200 404 200 404
POST /peer-reviews/{peer_review_id:int}/report/return               401 404 303 303 403 403 303 404 303 404
GET  /peer-reviews/{peer_review_id:int}/report/signature            303 404 200 200 403 403 200 404 200 404
POST /peer-reviews/{peer_review_id:int}/report/signature            401 404 303 303 403 403 303 404 303 404
POST /peer-reviews/{peer_review_id:int}/report/signature/refusal    401 404 303 303 403 403 303 404 303 404
GET  /peer-reviews/{peer_review_id:int}/report/reopening            303 404 200 200 403 403 200 404 200 404
POST /peer-reviews/{peer_review_id:int}/report/reopening            401 404 303 303 403 403 303 404 303 404
POST /peer-reviews/{peer_review_id:int}/report/reopening/agreement  401 404 303 303 403 403 303 404 303 404
POST /peer-reviews/{peer_review_id:int}/report/reopening/refusal    401 404 303 303 403 403 303 404 303 404
GET  /peer-reviews/{peer_review_id:int}/report/versions/{number:int} 303 404 200 200 200 200 200 404 200 404
GET  /peer-reviews/{peer_review_id:int}/documents                   303 404 200 200 200 200 200 404 200 404
GET  /peer-reviews/{peer_review_id:int}/documents/{document}        303 404 200 200 200 200 200 404 200 404
GET  /peer-reviews/{peer_review_id:int}/documents/{document}.pdf    303 404 303 303 303 303 303 404 303 404
GET  /peer-reviews/{peer_review_id:int}/documents/{document}.docx   303 404 200 200 200 200 200 404 200 404
POST /peer-reviews/{peer_review_id:int}/documents/{document}/rendering 401 404 303 303 303 303 303 404 303 404
GET  /peer-reviews/{peer_review_id:int}/agenda                      303 404 200 200 200 403 200 404 200 404
POST /peer-reviews/{peer_review_id:int}/agenda                      401 404 303 303 303 403 303 404 303 404
GET  /peer-reviews/{peer_review_id:int}/agenda/row                  303 404 200 200 200 403 200 404 200 404
GET  /peer-reviews/{peer_review_id:int}/agenda/template             303 404 200 200 200 403 200 404 200 404
POST /peer-reviews/{peer_review_id:int}/agenda/template             401 404 422 422 422 403 422 404 422 404
GET  /peer-reviews/{peer_review_id:int}/agenda/confirmation         303 404 200 200 200 403 200 404 200 404
POST /peer-reviews/{peer_review_id:int}/agenda/confirmation         401 404 422 422 403 403 422 404 422 404
GET  /peer-reviews/{peer_review_id:int}/agenda.ics                  303 404 409 409 409 403 409 404 409 404
GET  /peer-reviews/{peer_review_id:int}/follow-up                   303 404 200 200 200 403 200 404 200 404
POST /peer-reviews/{peer_review_id:int}/follow-up                   401 404 303 303 303 403 303 404 303 404
GET  /peer-reviews/{peer_review_id:int}/history                     303 404 404 404 404 403 404 404 404 404
POST /peer-reviews/{peer_review_id:int}/history/{change_id:int}/restoration 401 404 303 303 303 403 303 404 404 404
GET  /peer-reviews/{peer_review_id:int}/contact                     303 404 200 200 200 403 200 404 200 404
POST /peer-reviews/{peer_review_id:int}/contact                     401 404 303 303 303 403 303 404 303 404
POST /peer-reviews/{peer_review_id:int}/contact/texts               401 404 200 200 200 403 200 404 403 404
GET  /peer-reviews/{peer_review_id:int}/requests                    303 404 200 200 200 403 200 404 200 404
POST /peer-reviews/{peer_review_id:int}/requests                    401 404 303 303 303 403 303 404 303 404
GET  /peer-reviews/{peer_review_id:int}/requests/row                303 404 403 403 403 403 403 404 200 404
POST /peer-reviews/{peer_review_id:int}/requests/sending            401 404 403 403 403 403 403 404 303 404
POST /peer-reviews/{peer_review_id:int}/requests/answers            401 404 303 303 303 403 303 404 403 404
GET  /peer-reviews/{peer_review_id:int}/requests/{key}/file         303 404 200 200 200 403 200 404 200 404
POST /peer-reviews/{peer_review_id:int}/requests/{key}/file         303 404 303 303 303 403 303 404 403 404
GET  /peer-reviews/{peer_review_id:int}/files/{file_id:int}         303 404 200 200 200 403 200 404 200 404
POST /peer-reviews/{peer_review_id:int}/files/{file_id:int}/removal 401 404 303 303 303 403 303 404 403 404
POST /peer-reviews/{peer_review_id:int}/files/{file_id:int}/restoration 401 404 303 303 303 403 303 404 403 404
GET  /peer-reviews/{peer_review_id:int}/profile                     303 404 200 200 200 403 200 404 403 404
POST /peer-reviews/{peer_review_id:int}/profile                     401 404 303 303 303 403 303 404 403 404
GET  /peer-reviews/{peer_review_id:int}/brief                       303 404 403 403 403 403 403 404 200 404
POST /peer-reviews/{peer_review_id:int}/brief                       401 404 403 403 403 403 403 404 303 404
GET  /peer-reviews/{peer_review_id:int}/brief/row                   303 404 403 403 403 403 403 404 200 404
GET  /peer-reviews/visit-worker.js                                  200 200 200 200 200 200 200 200 200 200
GET  /peer-reviews/visit-shell                                      200 200 200 200 200 200 200 200 200 200
GET  /peer-reviews/{peer_review_id:int}/visit                       303 404 403 403 403 403 403 404 200 404
GET  /peer-reviews/{peer_review_id:int}/visit/items/{code}          303 404 403 403 403 403 403 404 200 404
GET  /peer-reviews/{peer_review_id:int}/notes                       303 404 403 403 403 403 403 404 200 404
GET  /peer-reviews/{peer_review_id:int}/notes/{key}                 303 404 403 403 403 403 403 404 200 404
GET  /peer-reviews/{peer_review_id:int}/pupil-voice                 303 404 403 403 403 403 403 404 200 404
POST /peer-reviews/{peer_review_id:int}/notes                       401 404 403 403 403 403 403 404 422 404
POST /peer-reviews/{peer_review_id:int}/sorting               401 404 403 403 403 403 403 404 303 404
POST /peer-reviews/{peer_review_id:int}/notes/{key}                 401 404 403 403 403 403 403 404 303 404
POST /peer-reviews/{peer_review_id:int}/notes/{key}/removal         401 404 403 403 403 403 403 404 303 404
POST /peer-reviews/{peer_review_id:int}/notes/{key}/restoration     401 404 403 403 403 403 403 404 303 404
POST /peer-reviews/{peer_review_id:int}/note-changes/{change_id:int}/restoration 401 404 403 403 403 403 403 404 404 404
POST /peer-reviews/{peer_review_id:int}/pupil-voice                 401 404 403 403 403 403 403 404 422 404
POST /peer-reviews/{peer_review_id:int}/pupil-voice/changes         401 404 403 403 403 403 403 404 303 404
POST /peer-reviews/{peer_review_id:int}/pupil-voice/{key}/restoration 401 404 403 403 403 403 403 404 303 404
GET  /schools/{school_id:int}/peer-groups                           303 404 200 200 200 403 200 404 404 404
GET  /schools/{school_id:int}/peer-groups/new                       303 404 200 403 403 403 200 404 404 404
POST /schools/{school_id:int}/peer-groups                           401 404 422 403 403 403 422 404 404 404
GET  /peer-groups/{group_id:int}                                    303 404 200 200 200 403 200 404 200 404
GET  /peer-groups/{group_id:int}/invitations/new                    303 404 200 403 403 403 200 404 200 404
POST /peer-groups/{group_id:int}/invitations                        401 404 422 403 403 403 422 404 422 404
POST /peer-groups/{group_id:int}/invitations/{member_id:int}/withdrawal 401 404 303 403 403 403 303 404 303 404
GET  /peer-groups/{group_id:int}/joining                            303 404 303 403 403 403 303 404 303 404
POST /peer-groups/{group_id:int}/joining                            401 404 303 403 403 403 303 404 303 404
POST /peer-groups/{group_id:int}/refusal                            401 404 303 403 403 403 303 404 303 404
GET  /peer-groups/{group_id:int}/withdrawal                         303 404 200 403 403 403 200 404 200 404
POST /peer-groups/{group_id:int}/withdrawal                         401 404 422 403 403 403 422 404 422 404
GET  /peer-reviews/{peer_review_id:int}/agreement                   303 404 200 200 200 403 200 404 200 404
POST /peer-reviews/{peer_review_id:int}/agreement                   401 404 422 422 403 403 422 404 422 404
POST /peer-reviews/{peer_review_id:int}/agreement/ties              401 404 303 303 403 403 303 404 403 404
GET  /peer-reviews/{peer_review_id:int}/dates                       303 404 200 200 200 403 200 404 200 404
POST /peer-reviews/{peer_review_id:int}/dates                       401 404 303 303 303 403 303 404 303 404
GET  /peer-reviews/{peer_review_id:int}/sharing                     303 404 200 200 403 403 200 404 403 404
POST /peer-reviews/{peer_review_id:int}/sharing                     401 404 422 422 403 403 422 404 403 404
GET  /peer-reviews/{peer_review_id:int}/self-evaluation             303 404 200 200 200 403 200 404 200 404
GET  /peer-reviews/{peer_review_id:int}/self-evaluation/{code}      303 404 200 200 200 403 200 404 200 404
GET  /peer-reviews/{peer_review_id:int}/contributions               303 404 200 200 200 403 200 404 200 404
GET  /peer-reviews/{peer_review_id:int}/evidence-files/{file_id:int} 303 404 404 404 404 403 404 404 404 404
"""

Route = tuple[str, str]

EXPECTED: dict[Route, Mapping[str, int]] = {
    (method, path): dict(zip(WHO, map(int, statuses), strict=True))
    for method, path, *statuses in (line.split() for line in _TABLE.splitlines() if line)
}
EXPECTED |= {route: {who: expected_of(route, who) for who in WHO} for route in PROGRAMME}
EXPECTED |= {route: {who: expected_of_pairing(route, who) for who in WHO} for route in PAIRING}
EXPECTED |= {route: {who: expected_of_coaching(route, who) for who in WHO} for route in COACHING}
EXPECTED |= {route: {who: expected_of_share(route, who) for who in WHO} for route in SHARES}
EXPECTED |= {route: {who: row[who] for who in WHO} for route, row in ACTION_PLAN.items()}
EXPECTED |= {route: {who: access_table_attention.expected_of(route, who) for who in WHO} for route in ATTENTION}
LINES = sum(bool(line) for line in _TABLE.splitlines())
LINES += sum(map(len, (PROGRAMME, PAIRING, COACHING, SHARES, ACTION_PLAN, ATTENTION)))

SENT: Mapping[Route, Mapping[str, Any]] = {
    **SENT_COACHING,
    **SENT_TO_SHARES,
    ("GET", "/reviews/{review_id:int}/history"): {"params": {"of": "LEAD-1.strengths"}},
    ("POST", "/reviews/{review_id:int}/answers"): {
        "data": {"name": "LEAD-1.stakeholders", "value": "", "version": "0"}
    },
    ("POST", "/reviews/{review_id:int}/contributions/{contribution_id:int}/quotation"): {
        "data": {"text": "strengths", "field": "strengths", "strengths.version": "1"}
    },
    ("POST", "/reviews/{review_id:int}/contributions/{contribution_id:int}/reply"): {"data": {"reply": "zqreply"}},
    ("POST", "/peer-reviews/{peer_review_id:int}/texts"): {
        "data": {"name": "terms.report_due", "value": "2027-03-03", "version": "0"}
    },
    ("POST", "/peer-reviews/{peer_review_id:int}/contact/texts"): {
        "data": {"name": "contact.host_phone", "value": "01234 567890", "version": "0"}
    },
    ("POST", "/peer-reviews/{peer_review_id:int}/requests/{key}/file"): {
        "files": {"file": ("zqanswer.txt", b"zqinanswer", "text/plain")}
    },
    ("POST", "/reviews/{review_id:int}/depth"): {"data": {"depth": "full"}},
    ("POST", "/reviews/{review_id:int}/items/{item_code}/evidence/{key}/file"): {
        "files": {"file": ("zqfile.txt", b"zqinfile", "text/plain")}
    },
    ("GET", "/operator/schools"): {"params": {"q": "Ash"}},
    **SENT_TO_PLAN,
}
"""What a request carries, where an empty one would not do."""

OUTSIDERS = ("anonymous", "operator", "stranger", "former_reviewer")
"""They see nothing of Ashgrove, anywhere."""
PEER = "reviewer"
"""Sees of Ashgrove what it shares with its reviewer, on the pages of the peer review alone."""
IN_THE_SCHOOL = tuple(who for who in WHO if who not in (*OUTSIDERS, PEER))

SHOWN_TO_THE_OPERATOR = "/operator/"
"""Here the operator sees the register and who was invited, and no word that a school wrote."""
