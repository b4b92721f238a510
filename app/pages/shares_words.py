"""What is shared and whom it is for, in words."""

from app.language import gettext as _
from app.models.shares import Audience, SharedDocument


def document_titles() -> dict[str, str]:
    return {
        SharedDocument.ACTION_PLAN: _("SEND Action Plan"),
        SharedDocument.GOVERNORS_PAPER: _("Governors’ paper"),
        SharedDocument.STAFF_BRIEFING: _("Staff briefing"),
        SharedDocument.SLT_SUMMARY: _("Summary for senior leaders"),
    }


def document_purposes() -> dict[str, str]:
    return {
        SharedDocument.ACTION_PLAN: _("The whole plan, with what each priority rests on."),
        SharedDocument.GOVERNORS_PAPER: _("What was found, the priorities, progress, and questions to ask."),
        SharedDocument.STAFF_BRIEFING: _("One page for everybody who works with pupils."),
        SharedDocument.SLT_SUMMARY: _("One page: what is on track, what is stuck, what needs a decision."),
    }


def audiences() -> dict[str, str]:
    return {
        Audience.SENIOR_LEADERS: _("Senior leaders (SLT)"),
        Audience.GOVERNORS: _("Governors and trustees"),
        Audience.MIDDLE_LEADERS: _("Middle leaders"),
        Audience.TEACHERS: _("Class and subject teachers"),
        Audience.TEACHING_ASSISTANTS: _("Teaching assistants"),
        Audience.PASTORAL_STAFF: _("Pastoral staff"),
        Audience.OTHER_STAFF: _("Office, lunchtime and site staff"),
    }


PAPER_FOR = {
    Audience.SENIOR_LEADERS: SharedDocument.SLT_SUMMARY,
    Audience.GOVERNORS: SharedDocument.GOVERNORS_PAPER,
    Audience.MIDDLE_LEADERS: SharedDocument.ACTION_PLAN,
}
"""What each group is offered first; everybody else the staff briefing."""


def paper_for(audience: Audience) -> SharedDocument:
    return PAPER_FOR.get(audience, SharedDocument.STAFF_BRIEFING)
