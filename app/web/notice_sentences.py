"""The sentence at the top of the next page after something was done."""

from app.language import gettext as _
from app.web.notices import Notice


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
        Notice.PEER_TIES_READ: _("Thank you. Whoever declared the tie can read your school’s words now."),
        Notice.PEER_COMMITTED: _("Signed. Those of your reviewers who have signed can read your self-evaluation now."),
        Notice.PEER_DATES_SAVED: _("The dates are saved. Both schools see them."),
        Notice.SHARING_SAVED: _("Saved. It counts from now on."),
        Notice.WITHDRAWN: _("The invitation is withdrawn. Its link no longer works."),
        **_of_pairing(),
        **_of_cohorts(),
        **_of_sharing(),
        **_of_reports(),
        **_of_events(),
        **_of_programmes(),
        **_of_coaching(),
        **_of_plans(),
    }
    return sentences.get(Notice(code)) if code in set(Notice) else None


def _of_sharing() -> dict[Notice, str]:
    return {
        Notice.QUESTION_ANSWERED: _("Your answer is sent. Whoever asked reads it on their page."),
        Notice.QUESTION_ASKED: _("Your question is sent to the SENCO. The answer will show here."),
        Notice.READING_CONFIRMED: _("Thank you. The school sees that you have read this."),
        Notice.SHARE_ENDED: _("The link opens nothing from now on. Who opened it stays in the list."),
        Notice.TELLING_ADDED: _("The entry is in the register."),
    }


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


def _of_pairing() -> dict[Notice, str]:
    return {
        Notice.GROUP_MADE: _("The group is made. Its schools are told, and the proposal follows it."),
        Notice.GROUPS_MADE: _("The groups are made. Their schools are told by e-mail."),
        Notice.GROUPS_REPAIRED: _("The changes are made. The schools that they concern are told by e-mail."),
    }


def _of_events() -> dict[Notice, str]:
    return {
        Notice.CALENDAR_ENOUGH: _(
            "No new address was made: there have been ten today. Yours works as before. Try again tomorrow."
        ),
        Notice.CALENDAR_ENDED: _("The address of your calendar no longer works."),
        Notice.CALL_NOT_WANTED: _("Your facilitator sees that you need no call. You can change that here."),
        Notice.CALL_OFFERED: _("The letters are on their way, and the register says so."),
        Notice.CALL_OFFERED_BEFORE: _("No further letter left: choose a school that has none yet."),
        Notice.CALL_WANTED: _("Your facilitator sees that you would like the call."),
        Notice.CHECKED_IN: _("You are checked in. Your facilitator can correct it."),
        Notice.CODE_ENDED: _("The code no longer works. Whoever has checked in stays so."),
        Notice.EVENT_ANSWERED: _("Your answer is saved. Your facilitator sees it, and you can change it."),
        Notice.EVENT_CANCELLED: _("The event is cancelled. Whoever was invited is told by e-mail."),
        Notice.EVENT_CHANGED: _("The event is saved. Whoever was invited is told by e-mail of what changed."),
        Notice.EVENT_INVITED: _("The invitations are on their way by e-mail."),
        Notice.EVENT_INVITED_BEFORE: _("No further invitation left: everybody here has theirs."),
        Notice.MATERIAL_ADDED: _("Schools find it on the event’s page now."),
        Notice.MATERIAL_REMOVED: _("Schools no longer find it. You still know who opened it."),
        Notice.REMINDERS_CHOSEN: _("Saved. It counts from now on."),
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


def _of_programmes() -> dict[Notice, str]:
    return {
        Notice.AGREEMENT_SIGNED: _("The agreement is signed. Who signed and when stands below."),
        Notice.FILE_TAKEN_IN: _("Every row of the file is taken, and every figure follows it."),
        Notice.GROUPED: _("They are together now, and their schools have a letter that says so."),
        Notice.HANDED_OVER: _("The region is handed over. Your notes are on the new facilitator’s first page."),
        Notice.MOVED_OUT: _("The school is out of that group. Choose its new partner here."),
        Notice.REVIEW_NAMED: _("Saved. What your school does in this review counts in the programme."),
        Notice.SCHOOL_ENROLLED: _("The school is enrolled. It can sign the agreement on this page’s link."),
    }


def _of_coaching() -> dict[Notice, str]:
    return {
        Notice.COACHING_ACCEPTED: _("The next step is in your plan, with its words, its owner and its day."),
        Notice.COACHING_BOOKED: _("Booked. Both sides have a letter with a file for their calendars."),
        Notice.COACHING_BROUGHT: _("Brought over. Change what you like; the source stays as it is."),
        Notice.COACHING_BROUGHT_BEFORE: _("Those words are here already, so nothing was added."),
        Notice.COACHING_CANCELLED: _("Cancelled. Both sides have a letter with your reason."),
        Notice.COACHING_COACH_NAMED: _("Your coach is named. Agree a time with them next."),
        Notice.COACHING_OFFERED: _("Your times are offered. You get a letter once one is taken."),
        Notice.COACHING_RECORDED: _("Recorded. Everything that counts attendance follows it."),
        Notice.COACHING_SAVED: _("Everything on this page is saved."),
        Notice.COACHING_SHARED: _("Your worksheet is shared. You can take it back at any time."),
        Notice.COACHING_TAKEN_BACK: _("Nobody but your school reads the worksheet now."),
    }


def _of_plans() -> dict[Notice, str]:
    return {
        Notice.PLAN_SAVED: _("Everything on this page is saved."),
        Notice.PICKED: _("The findings are in this priority, with their words to begin with. Change what you like."),
        Notice.PRIORITY_REMOVED: _("The priority is out of the plan. It can be put back below."),
        Notice.ACTION_ADDED: _("The action is added. Open it to say who does it, and by when."),
        Notice.ACTION_REMOVED: _("The action is removed. Its words stay in the earlier texts."),
        Notice.ENTRY_KEPT: _("Your diary entry is saved."),
        Notice.REVIEW_DATES_SAVED: _("The review dates and decisions are saved."),
        Notice.PLAN_VERSION_MADE: _("This version is made. It will not change; your plan can."),
    }
