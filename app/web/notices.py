"""The sentence at the top of the next page after something was done. The address carries its code only."""

from enum import StrEnum

from app.language import gettext as _


class Notice(StrEnum):
    AREA_SAVED = "area-saved"
    ALREADY_WRITTEN = "already-written"
    BROUGHT_OVER = "brought-over"
    CANCELLED = "cancelled"
    CONTRIBUTED = "contributed"
    DEPTH_CHANGED = "depth-changed"
    EVENT_SCHEDULED = "event-scheduled"
    FILE_ADDED = "file-added"
    FILE_PUT_BACK = "file-put-back"
    FILE_REMOVED = "file-removed"
    FOLDED_IN = "folded-in"
    INVITED = "invited"
    INVITED_SEVERAL = "invited-several"
    JOINED = "joined"
    JOINED_TOO_LONG = "joined-too-long"
    LINK_ENDED = "link-ended"
    LINK_SENT = "link-sent"
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
    VIEW_READ = "view-read"
    VERSION_AGREED = "version-agreed"
    WITHDRAWN = "withdrawn"


def sentence(code: str | None) -> str | None:
    """What the notice says; None for no code, or one that we do not know."""
    sentences = {
        Notice.AREA_SAVED: _("Everything on this page is saved."),
        Notice.ALREADY_WRITTEN: _("This field has words of this year, so nothing was brought over."),
        Notice.BROUGHT_OVER: _("Last time’s words are in this year’s field, as saved by you. Change what has changed."),
        Notice.CANCELLED: _("The review is cancelled. Everything written in it is kept."),
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
        Notice.FOLDED_IN: _("Saved in your own words. Their writer sees that their view is part of it."),
        Notice.INVITED: _("The invitation is on its way by e-mail."),
        Notice.INVITED_SEVERAL: _("The invitations are on their way by e-mail."),
        Notice.JOINED: _("You have joined. Sign in with your e-mail address and password."),
        Notice.JOINED_TOO_LONG: _("Last time’s words are too long for this field. Copy what is still true."),
        Notice.LINK_ENDED: _("The link no longer works. What was written through it stays."),
        Notice.LINK_SENT: _("If we know that address, a link is on its way to it by e-mail."),
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
        Notice.VIEW_READ: _("Marked as read. Its writer can see that."),
        Notice.VERSION_AGREED: _("This version is agreed. It will not change; your review can."),
        Notice.WITHDRAWN: _("The invitation is withdrawn. Its link no longer works."),
    }
    return sentences.get(Notice(code)) if code in set(Notice) else None
