"""Who gets what of an event, in the columns of the programme's table: `WHO` stands there."""

EVENTS = """
GET  /cohorts/{cohort_id:int}/events/new                                     404 404 404 404 404 200 200 403 200
GET  /cohorts/{cohort_id:int}/events/{event_id:int}.ics                      404 404 404 404 404 200 404 403 200
GET  /cohorts/{cohort_id:int}/events/{event_id:int}/change                   404 404 404 404 404 200 404 403 200
POST /cohorts/{cohort_id:int}/events/{event_id:int}/change                   404 404 404 404 404 422 404 403 422
GET  /cohorts/{cohort_id:int}/events/{event_id:int}/cancellation             404 404 404 404 404 200 404 403 200
POST /cohorts/{cohort_id:int}/events/{event_id:int}/cancellation             404 404 404 404 404 422 404 403 422
GET  /cohorts/{cohort_id:int}/events/{event_id:int}/invitations              404 404 404 404 404 200 404 403 200
POST /cohorts/{cohort_id:int}/events/{event_id:int}/invitations              404 404 404 404 404 303 404 403 303
GET  /cohorts/{cohort_id:int}/events/{event_id:int}/materials                404 404 404 404 404 200 404 403 200
POST /cohorts/{cohort_id:int}/events/{event_id:int}/materials                404 404 404 404 404 422 404 403 422
POST /cohorts/{cohort_id:int}/events/{event_id:int}/materials/{link_id:int}/removal 404 404 404 404 404 303 404 403 303
GET  /cohorts/{cohort_id:int}/events/{event_id:int}/follow-up                404 404 404 404 404 200 404 403 200
POST /cohorts/{cohort_id:int}/events/{event_id:int}/follow-up                404 404 404 404 404 303 404 403 303
GET  /cohorts/{cohort_id:int}/events/{event_id:int}/check-in                 404 404 404 404 404 200 404 403 200
POST /cohorts/{cohort_id:int}/events/{event_id:int}/check-in                 404 404 404 404 404 303 404 403 303
GET  /schools/{school_id:int}/events                                         200 200 403 403 200 404 404 404 404
GET  /schools/{school_id:int}/events/{event_id:int}                          200 200 403 403 200 404 404 404 404
GET  /schools/{school_id:int}/events/{event_id:int}.ics                      200 200 403 403 200 404 404 404 404
POST /schools/{school_id:int}/events/{event_id:int}/reply                    422 422 403 403 422 404 404 404 404
POST /schools/{school_id:int}/events/{event_id:int}/call                     303 303 403 403 303 404 404 404 404
POST /schools/{school_id:int}/events/{event_id:int}/materials/{link_id:int}/opening 200 200 403 403 200 404 404 404 404
"""
