"""The sentence at the top of the next page after something was done. The address carries its code only."""

from enum import StrEnum

from app.language import gettext as _


class Notice(StrEnum):
    AREA_SAVED = "area-saved"
    AGENDA_CONFIRMED = "agenda-confirmed"
    AGENDA_FILLED = "agenda-filled"
    AGENDA_SAVED = "agenda-saved"
    ALREADY_WRITTEN = "already-written"
    BROUGHT_OVER = "brought-over"
    CANCELLED = "cancelled"
    CONTACT_SAVED = "contact-saved"
    CONTRIBUTED = "contributed"
    DEPTH_CHANGED = "depth-changed"
    EVENT_SCHEDULED = "event-scheduled"
    FILE_ADDED = "file-added"
    FILE_PUT_BACK = "file-put-back"
    FILE_REMOVED = "file-removed"
    FOLLOW_UP_SAVED = "follow-up-saved"
    FOLDED_IN = "folded-in"
    INVITED = "invited"
    INVITED_SEVERAL = "invited-several"
    JOINED = "joined"
    JOINED_TOO_LONG = "joined-too-long"
    LINK_ENDED = "link-ended"
    LINK_SENT = "link-sent"
    NOTE_KEPT = "note-kept"
    NOTE_PUT_BACK = "note-put-back"
    NOTE_REMOVED = "note-removed"
    NOTES_SORTED = "notes-sorted"
    PASSWORD_CHANGED = "password-changed"  # noqa: S105  The code of a sentence.
    PERSON_REMOVED = "person-removed"
    QUOTED = "quoted"
    REGISTER_SAVED = "register-saved"
    REMINDED = "reminded"
    REMINDERS_OFF = "reminders-off"
    REPLIED = "replied"
    RESTORED = "restored"
    ROLE_CHANGED = "role-changed"
    RULED = "ruled"
    RULING_TAKEN_BACK = "ruling-taken-back"
    SCHOOL_CAME_BACK = "school-came-back"
    SCHOOL_WITHDRAWN = "school-withdrawn"
    SCOPE_SAVED = "scope-saved"
    SIGNED_OUT = "signed-out"
    SIGNED_OUT_EVERYWHERE = "signed-out-everywhere"
    STARTED = "started"
    ANSWER_FILE_ADDED = "answer-file-added"
    ANSWERS_GIVEN = "answers-given"
    ENQUIRY_DROPPED = "enquiry-dropped"
    ENQUIRY_KEPT = "enquiry-kept"
    NOTHING_TO_SEND = "nothing-to-send"
    REQUESTS_SENT = "requests-sent"
    VIEW_READ = "view-read"
    VERSION_AGREED = "version-agreed"
    VOICE_SAVED = "voice-saved"
    # Pairs and triads
    PARTNER_ASKED = "partner-asked"
    PARTNERS = "partners"
    SAID_NO = "said-no"
    UNASKED = "unasked"
    GROUP_LEFT = "group-left"
    PEER_SIGNED = "peer-signed"
    PEER_COMMITTED = "peer-committed"
    PEER_DATES_SAVED = "peer-dates-saved"
    SHARING_SAVED = "sharing-saved"
    WITHDRAWN = "withdrawn"
    # Who needs attention, and counts across schools
    ATTENTION_CLEARED = "attention-cleared"
    ATTENTION_LOOKED = "attention-looked"
    ATTENTION_SNOOZED = "attention-snoozed"
    ATTENTION_WOKEN = "attention-woken"
    CONTACT_KEPT = "contact-kept"
    INSIGHT_CONSENT_GIVEN = "insight-consent-given"
    INSIGHT_CONSENT_TAKEN_BACK = "insight-consent-taken-back"
    MESSAGE_SENT = "message-sent"
    MESSAGE_SENT_BEFORE = "message-sent-before"

    NOTE_COPIED = "note-copied"
    NOTE_COPY_TOO_LONG = "note-copy-too-long"
    REOPENING_ASKED = "reopening-asked"
    REOPENING_DECLINED = "reopening-declined"
    REPORT_FINAL = "report-final"
    REPORT_REOPENED = "report-reopened"
    REPORT_RETURNED = "report-returned"
    REPORT_SENT = "report-sent"
    REPORT_SENT_BACK = "report-sent-back"
    REPORT_SIGNED = "report-signed"
    REPORT_STANDS_ELSEWHERE = "report-stands-elsewhere"
    REPORT_TAKEN_BACK = "report-taken-back"
    REPORT_TOO_LATE = "report-too-late"


def sentence(code: str | None) -> str | None:
    """What the notice says; None for no code, or one that we do not know."""
    sentences = {
        Notice.AREA_SAVED: _("Everything on this page is saved."),
        Notice.AGENDA_CONFIRMED: _("You have confirmed the agenda. The other school is told by e-mail."),
        Notice.AGENDA_FILLED: _("The agenda is filled. Change times, people and rooms to fit your day."),
        Notice.AGENDA_SAVED: _("The agenda is saved, in order of time."),
        Notice.ALREADY_WRITTEN: _("This field has words of this year, so nothing was brought over."),
        Notice.BROUGHT_OVER: _("Last time’s words are in this year’s field, as saved by you. Change what has changed."),
        Notice.CANCELLED: _("The review is cancelled. Everything written in it is kept."),
        Notice.CONTACT_SAVED: _("Saved. Your contact is shown to the other school only while you agree to that."),
        Notice.CONTRIBUTED: _("Thank you. Your view is saved. You can come back and change it until the link ends."),
        Notice.DEPTH_CHANGED: _("The review has a new depth. Every answer is kept."),
        Notice.EVENT_SCHEDULED: _("The event is in the calendar. Its register is below."),
        Notice.REGISTER_SAVED: _("The register is saved, and every figure follows it."),
        Notice.RULED: _("Your ruling is saved, and every figure follows it."),
        Notice.RULING_TAKEN_BACK: _("The ruling is taken back. What else is known counts again."),
        Notice.SCHOOL_CAME_BACK: _("The school is back, with everything that was known of it."),
        Notice.SCHOOL_WITHDRAWN: _("The school has withdrawn. Everything that is known of it is kept."),
        Notice.FILE_ADDED: _("The file is added to this evidence. A file that was here before is kept below."),
        Notice.FILE_PUT_BACK: _("The file is back."),
        Notice.FILE_REMOVED: _("The file is removed. It is kept below, and can be put back."),
        Notice.FOLLOW_UP_SAVED: _("The follow-up is saved. The other school reads it on its own page."),
        Notice.FOLDED_IN: _("Saved in your own words. Their writer sees that their view is part of it."),
        Notice.INVITED: _("The invitation is on its way by e-mail."),
        Notice.INVITED_SEVERAL: _("The invitations are on their way by e-mail."),
        Notice.JOINED: _("You have joined. Sign in with your e-mail address and password."),
        Notice.JOINED_TOO_LONG: _("Last time’s words are too long for this field. Copy what is still true."),
        Notice.LINK_ENDED: _("The link no longer works. What was written through it stays."),
        Notice.LINK_SENT: _("If we know that address, a link is on its way to it by e-mail."),
        Notice.NOTE_KEPT: _("Your note is saved."),
        Notice.NOTE_PUT_BACK: _("It is back in the list."),
        Notice.NOTE_REMOVED: _("It is removed. It is kept below, and can be put back."),
        Notice.NOTES_SORTED: _("Saved. Every note is kept, wherever it is sorted."),
        Notice.VOICE_SAVED: _("The counts are saved."),
        Notice.PASSWORD_CHANGED: _("Your password is changed. Other devices are signed out."),
        Notice.PERSON_REMOVED: _("They can no longer see this school. What they wrote stays."),
        Notice.QUOTED: _("The quotation stands at the end of your own text, with name and role."),
        Notice.REMINDED: _("Reminders go to those who have not answered. They leave on school days only."),
        Notice.REMINDERS_OFF: _("You will get no reminder. The link still works."),
        Notice.REPLIED: _("Your reply is saved. Their writer reads it on their page."),
        Notice.RESTORED: _("The earlier text is back. The one it replaced is in the history."),
        Notice.ROLE_CHANGED: _("The role is changed."),
        Notice.SCOPE_SAVED: _("Saved."),
        Notice.SIGNED_OUT: _("You are signed out."),
        Notice.SIGNED_OUT_EVERYWHERE: _("You are signed out on every other device."),
        Notice.STARTED: _("Your review has started. Here is what comes next."),
        Notice.ANSWER_FILE_ADDED: _("The file is added to your answer. A file that was here before is kept below."),
        Notice.ANSWERS_GIVEN: _("Your answers are given. The reviewer can read them, and has a letter that says so."),
        Notice.ENQUIRY_DROPPED: _("That suggestion is dropped. You can bring it back below."),
        Notice.ENQUIRY_KEPT: _("The line is kept. Put it in your own words if you like."),
        Notice.NOTHING_TO_SEND: _("There was nothing new to send. Everything on this page is saved."),
        Notice.REQUESTS_SENT: _("Your requests are sent. The school has a letter that says so."),
        Notice.VIEW_READ: _("Marked as read. Its writer can see that."),
        Notice.VERSION_AGREED: _("This version is agreed. It will not change; your review can."),
        Notice.PARTNER_ASKED: _(
            "The school is asked. It sees who asks and your note, and nothing else until it joins."
        ),
        Notice.PARTNERS: _("You are partners now. Here is who reviews whom, and what comes first."),
        Notice.SAID_NO: _("You have said no. The other school is told, with your reason."),
        Notice.UNASKED: _("The invitation is taken back. The school is told."),
        Notice.GROUP_LEFT: _("Your school has left. What was written stays with the school that it is about."),
        Notice.PEER_SIGNED: _("Signed. Thank you."),
        Notice.PEER_COMMITTED: _("Signed. Those of your reviewers who have signed can read your self-evaluation now."),
        Notice.PEER_DATES_SAVED: _("The dates are saved. Both schools see them."),
        Notice.SHARING_SAVED: _("Saved. It counts from now on."),
        Notice.WITHDRAWN: _("The invitation is withdrawn. Its link no longer works."),
        **_of_reports(),
        **_of_cohorts(),
    }
    return sentences.get(Notice(code)) if code in set(Notice) else None


def _of_cohorts() -> dict[Notice, str]:
    return {
        Notice.ATTENTION_CLEARED: _("This reason no longer holds, so there is nothing to put aside."),
        Notice.ATTENTION_LOOKED: _("The rules were held against every school just now."),
        Notice.ATTENTION_SNOOZED: _("It is put aside, and comes back on the day that you chose."),
        Notice.ATTENTION_WOKEN: _("It is in the queue again."),
        Notice.CONTACT_KEPT: _("The contact is recorded. The queue shows it."),
        Notice.INSIGHT_CONSENT_GIVEN: _("Your school’s counts join those of others from the next term’s figures on."),
        Notice.INSIGHT_CONSENT_TAKEN_BACK: _("Your school is left out of every figure that is made from now on."),
        Notice.MESSAGE_SENT: _("The letters are on their way. What was sent to whom is below."),
        Notice.MESSAGE_SENT_BEFORE: _("These letters were sent already. Nothing was sent twice."),
    }


def _of_reports() -> dict[Notice, str]:
    return {
        Notice.NOTE_COPIED: _("Your note’s words are in the passage, which now rests on it. Everything is saved."),
        Notice.NOTE_COPY_TOO_LONG: _("Passage and note are too long together. Copy the part that you need."),
        Notice.REOPENING_ASKED: _("The other school is asked. The report opens only if it agrees."),
        Notice.REOPENING_DECLINED: _("The report stays as both schools signed it."),
        Notice.REPORT_FINAL: _("Both schools have signed. The report is final."),
        Notice.REPORT_REOPENED: _("The report is open again. The signed version stays readable."),
        Notice.REPORT_RETURNED: _("The report is back with the reviewer, with what you said to it."),
        Notice.REPORT_SENT: _("The report is sent. The other school reads it now and says what is not accurate."),
        Notice.REPORT_SENT_BACK: _("The report is back with the reviewer, with your reason."),
        Notice.REPORT_SIGNED: _("You have signed. The other school signs next, or says why not yet."),
        Notice.REPORT_STANDS_ELSEWHERE: _("Nothing was done twice: the report had moved on. This is how it stands."),
        Notice.REPORT_TAKEN_BACK: _("You have the report back. The other school does not see it any more."),
        Notice.REPORT_TOO_LATE: _("The other school has begun to comment. It returns the report when it is done."),
    }
