"""Who may do what: one table of roles, and the sentence that somebody reads who may not."""

from collections.abc import Mapping

from app.access.permissions import Permission
from app.language import gettext as _
from app.models.accounts import Role
from app.models.programme import ProgrammeRole

P = Permission

EVERYONE_SIGNED_IN = frozenset({P.ACCOUNT_MANAGE, P.FRAMEWORK_READ, P.SAMPLE_READ})
"""Needs no role: each person's own account, the framework, and the sample review, which is of a fictional school."""

OPERATOR = frozenset({P.OPERATOR_SCHOOLS})
"""Schools and people to invite, and no school's words."""

_GOVERNOR = frozenset({P.SCHOOL_READ, P.REVIEW_VERSION_READ, P.PAPER_READ})
_COLLEAGUE = _GOVERNOR | {P.REVIEW_READ, P.REVIEW_WRITE}
_SENIOR_LEADER = _COLLEAGUE | {P.REVIEW_AGREE, P.CONTRIBUTIONS_MANAGE, P.COHORT_ROW_READ}
_KEEPER = _SENIOR_LEADER | {P.SCHOOL_PEOPLE_MANAGE, P.SCHOOL_REVIEWS_MANAGE}

IN_A_SCHOOL: Mapping[Role, frozenset[Permission]] = {
    Role.GOVERNOR: _GOVERNOR,
    Role.COLLEAGUE: _COLLEAGUE,
    Role.SENIOR_LEADER: _SENIOR_LEADER,
    Role.SENCO: _KEEPER,
    Role.SCHOOL_ADMIN: _KEEPER,
}

_EVALUATOR = frozenset({P.COHORT_READ, P.COHORT_ROW_READ})
_FACILITATOR = _EVALUATOR | {
    P.COHORT_ATTENDANCE_RECORD,
    P.COHORT_ENROLMENT_MANAGE,
    P.COHORT_EVENTS_MANAGE,
    P.COHORT_RULE,
}

IN_A_COHORT: Mapping[ProgrammeRole, frozenset[Permission]] = {
    ProgrammeRole.EVALUATOR: _EVALUATOR,
    ProgrammeRole.FACILITATOR: _FACILITATOR,
    ProgrammeRole.PROGRAMME_MANAGER: _FACILITATOR,
}
"""A facilitator has these in their own regions only: outside them, the loaders find nothing."""


def why_not(permission: Permission) -> str:
    """What somebody with a place in the school reads when this is not theirs to do."""
    reasons = {
        P.COHORT_ROW_READ: _("What is recorded of your school is read by its SENCO, senior leaders and administrator."),
        P.COHORT_ATTENDANCE_RECORD: _("Registers are filled in by the facilitators of the programme."),
        P.COHORT_ENROLMENT_MANAGE: _("Enrolments are changed by the facilitators of the programme."),
        P.COHORT_EVENTS_MANAGE: _("Events are scheduled by the facilitators of the programme."),
        P.COHORT_RULE: _("Only the facilitators of the programme can rule what counts."),
        P.REVIEW_READ: _("Governors read the agreed versions and the governors’ paper, not the work in progress."),
        P.REVIEW_WRITE: _("Governors read the review. Ask your SENCO if something in it needs to change."),
        P.REVIEW_AGREE: _("A version is agreed by the SENCO or a senior leader."),
        P.CONTRIBUTIONS_MANAGE: _(
            "Colleagues are asked for their view, and answered, by the SENCO or a senior leader."
        ),
        P.SCHOOL_PEOPLE_MANAGE: _("The people of a school are looked after by its SENCO or school administrator."),
        P.SCHOOL_REVIEWS_MANAGE: _("A review is started, changed or cancelled by the SENCO or school administrator."),
    }
    return reasons.get(permission, _("Your role in this school does not include this. Ask your SENCO."))
