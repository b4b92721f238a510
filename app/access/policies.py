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

_GOVERNOR = frozenset({P.SCHOOL_READ, P.REVIEW_VERSION_READ, P.PAPER_READ, P.PLAN_VERSION_READ})
_COLLEAGUE = _GOVERNOR | {P.REVIEW_READ, P.REVIEW_WRITE, P.PEER_GROUP_READ, P.PLAN_READ, P.PLAN_WRITE}
_IN_A_PROGRAMME = frozenset({P.COHORT_ROW_READ, P.COHORT_AGREEMENT_SIGN, P.COHORT_CHOICES_MAKE, P.SCHOOL_EVENTS_ANSWER})
_SENIOR_LEADER = _COLLEAGUE | {P.REVIEW_AGREE, P.CONTRIBUTIONS_MANAGE, P.PLAN_AGREE} | _IN_A_PROGRAMME
_SENIOR_LEADER |= {P.COACHING_READ, P.COACHING_BOOK, P.COACHING_WRITE}
_SENIOR_LEADER |= {P.SHARES_MANAGE}
_KEEPER = _SENIOR_LEADER | {P.SCHOOL_PEOPLE_MANAGE, P.SCHOOL_REVIEWS_MANAGE, P.PEER_GROUP_MANAGE}

IN_A_SCHOOL: Mapping[Role, frozenset[Permission]] = {
    Role.GOVERNOR: _GOVERNOR,
    Role.COLLEAGUE: _COLLEAGUE,
    Role.SENIOR_LEADER: _SENIOR_LEADER,
    Role.SENCO: _KEEPER,
    Role.SCHOOL_ADMIN: _KEEPER,
}

_EVALUATOR = frozenset({P.COHORT_READ, P.COHORT_ROW_READ, P.INSIGHT_READ})
_FACILITATOR = _EVALUATOR | {
    P.COHORT_AGREEMENT_SIGN,
    P.ATTENTION_MANAGE,
    P.COHORT_ATTENDANCE_RECORD,
    P.COHORT_ENROLMENT_MANAGE,
    P.COHORT_EVENTS_MANAGE,
    P.COHORT_PAIRS_MANAGE,
    P.COHORT_PLACES_READ,
    P.COHORT_RULE,
    P.PLAN_VERSION_READ,
}
_FACILITATOR |= {P.COHORT_COACHING_READ, P.COACHING_READ, P.COACHING_BOOK, P.COACHING_COACH}

IN_A_COHORT: Mapping[ProgrammeRole, frozenset[Permission]] = {
    ProgrammeRole.EVALUATOR: _EVALUATOR,
    ProgrammeRole.FACILITATOR: _FACILITATOR,
    ProgrammeRole.PROGRAMME_MANAGER: _FACILITATOR | {P.COHORT_PEOPLE_MANAGE},
}
"""A facilitator has these in their own regions only: outside them, the loaders find nothing."""

AS_GROUP_LEAD = frozenset({P.GROUP_INSIGHT_READ})
"""For the schools of one trust or local authority that let their counts join others'."""


_HOST_GOVERNOR = frozenset({P.PEER_REPORT_READ})
_HOST_COLLEAGUE = _HOST_GOVERNOR | {P.PEER_READ, P.PEER_HOST_WRITE}
_HOST_LEADER = _HOST_COLLEAGUE | {P.PEER_REPORT_SIGN, P.PEER_SHARING_MANAGE, P.PEER_AGENDA_CONFIRM}

AS_HOST: Mapping[Role, frozenset[Permission]] = {
    Role.GOVERNOR: _HOST_GOVERNOR,
    Role.COLLEAGUE: _HOST_COLLEAGUE,
    Role.SENIOR_LEADER: _HOST_LEADER,
    Role.SENCO: _HOST_LEADER,
    Role.SCHOOL_ADMIN: _HOST_LEADER,
}
"""In a peer review of their own school."""

_REVIEWER = frozenset(
    {P.PEER_READ, P.PEER_REPORT_READ, P.PEER_REPORT_SIGN, P.PEER_REVIEWER_WRITE, P.PEER_AGENDA_CONFIRM}
)

AS_REVIEWER: Mapping[Role, frozenset[Permission]] = {
    Role.SENIOR_LEADER: _REVIEWER,
    Role.SENCO: _REVIEWER,
    Role.SCHOOL_ADMIN: _REVIEWER,
}
"""In a peer review of another school: for everybody else there, it is not there at all."""


def may_visit(held: frozenset[Permission]) -> bool:
    """Whether somebody who may do this in their own school is one of those who review other schools for it."""
    return any(IN_A_SCHOOL[role] <= held for role in AS_REVIEWER)


def why_not(permission: Permission) -> str:
    """What somebody with a place in the school reads when this is not theirs to do."""
    reasons = {
        P.COACHING_READ: _("Coaching is between your SENCO, senior leaders and the coach. Ask your SENCO about it."),
        P.COACHING_BOOK: _("Coaching is booked by the SENCO, a senior leader or the coach."),
        P.COACHING_WRITE: _("The worksheet is written by the school’s SENCO and senior leaders."),
        P.COACHING_COACH: _("Who came, and what was said, is written by the facilitator of your programme."),
        P.COHORT_COACHING_READ: _("Coaching is between a school and its facilitator. Attendance is in the figures."),
        P.ATTENTION_MANAGE: _("Who needs attention is looked after by the facilitators of the programme."),
        P.INSIGHT_READ: _(
            "These figures are read by the SENCO, senior leaders and administrator of schools whose own are counted."
        ),
        P.COHORT_ROW_READ: _("What is recorded of your school is read by its SENCO, senior leaders and administrator."),
        P.COHORT_AGREEMENT_SIGN: _(
            "A school’s agreement is signed by its SENCO, senior leaders or administrator, or recorded by facilitators."
        ),
        P.COHORT_CHOICES_MAKE: _("Only the school itself decides this: its SENCO, senior leaders or administrator."),
        P.COHORT_PAIRS_MANAGE: _("Pairs and triads are arranged by the facilitators of the programme."),
        P.COHORT_PEOPLE_MANAGE: _("Who leads which region is decided by the programme manager."),
        P.COHORT_ATTENDANCE_RECORD: _("Registers are filled in by the facilitators of the programme."),
        P.COHORT_ENROLMENT_MANAGE: _("Enrolments are changed by the facilitators of the programme."),
        P.COHORT_EVENTS_MANAGE: _(
            "Events are looked after by the facilitators of their region, and those of the whole cohort by the "
            "programme manager."
        ),
        P.COHORT_PLACES_READ: _("Where an event is, and how to join it, is for those who take part."),
        P.COHORT_RULE: _("Only the facilitators of the programme can rule what counts."),
        P.PLAN_READ: _("Governors read the plan as it was agreed or shared with them, not the work in progress."),
        P.PLAN_WRITE: _("Governors read the plan. Ask your SENCO if something in it needs to change."),
        P.PLAN_AGREE: _("A version of the plan is shared or agreed by the SENCO or a senior leader."),
        P.REVIEW_READ: _("Governors read the agreed versions and the governors’ paper, not the work in progress."),
        P.REVIEW_WRITE: _("Governors read the review. Ask your SENCO if something in it needs to change."),
        P.REVIEW_AGREE: _("A version is agreed by the SENCO or a senior leader."),
        P.CONTRIBUTIONS_MANAGE: _(
            "Colleagues are asked for their view, and answered, by the SENCO or a senior leader."
        ),
        P.SHARES_MANAGE: _("What is shared outside the review is decided by the SENCO or a senior leader."),
        P.PEER_AGENDA_CONFIRM: _("An agenda is confirmed by the SENCO or a senior leader."),
        P.PEER_GROUP_READ: _("Governors read the final report of a peer review, not the work towards it."),
        P.PEER_GROUP_MANAGE: _("A peer review is set up and changed by the SENCO or school administrator."),
        P.PEER_READ: _("Governors read the final report of a peer review, not the work towards it."),
        P.PEER_HOST_WRITE: _("This part of a peer review is written by the school that is reviewed."),
        P.PEER_REVIEWER_WRITE: _("This part of a peer review is written by the visiting reviewer."),
        P.PEER_REPORT_SIGN: _("A report is checked and signed by the SENCO or a senior leader."),
        P.PEER_SHARING_MANAGE: _("What a reviewer can see is decided by the SENCO or a senior leader of the school."),
        P.SCHOOL_EVENTS_ANSWER: _("Events are for your school’s SENCO, senior leaders and administrator."),
        P.SCHOOL_PEOPLE_MANAGE: _("The people of a school are looked after by its SENCO or school administrator."),
        P.SCHOOL_REVIEWS_MANAGE: _("A review is started, changed or cancelled by the SENCO or school administrator."),
    }
    return reasons.get(permission, _("Your role in this school does not include this. Ask your SENCO."))
