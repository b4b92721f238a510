"""Who may do what: one table of roles, and the sentence that somebody reads who may not."""

from collections.abc import Mapping

from app.access.permissions import Permission
from app.language import gettext as _
from app.models.accounts import Role

P = Permission

EVERYONE_SIGNED_IN = frozenset({P.ACCOUNT_MANAGE, P.FRAMEWORK_READ, P.SAMPLE_READ})
"""Needs no role: each person's own account, the framework, and the sample review, which is of a fictional school."""

OPERATOR = frozenset({P.OPERATOR_SCHOOLS})
"""Schools and people to invite, and no school's words."""

_GOVERNOR = frozenset({P.SCHOOL_READ, P.REVIEW_VERSION_READ, P.PAPER_READ})
_COLLEAGUE = _GOVERNOR | {P.REVIEW_READ, P.REVIEW_WRITE}
_SENIOR_LEADER = _COLLEAGUE | {P.REVIEW_AGREE, P.CONTRIBUTIONS_MANAGE}
_KEEPER = _SENIOR_LEADER | {P.SCHOOL_PEOPLE_MANAGE, P.SCHOOL_REVIEWS_MANAGE}

IN_A_SCHOOL: Mapping[Role, frozenset[Permission]] = {
    Role.GOVERNOR: _GOVERNOR,
    Role.COLLEAGUE: _COLLEAGUE,
    Role.SENIOR_LEADER: _SENIOR_LEADER,
    Role.SENCO: _KEEPER,
    Role.SCHOOL_ADMIN: _KEEPER,
}


def why_not(permission: Permission) -> str:
    """What somebody with a place in the school reads when this is not theirs to do."""
    reasons = {
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
