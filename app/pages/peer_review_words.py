"""What people read for the stages of a peer review and for what happened in it."""

from collections.abc import Mapping

from app.language import day
from app.language import gettext as _
from app.models.peer_review import Side
from app.services.peer_review_events import Happened
from app.services.peer_review_states import Stage, State

FOR_ALL_OF_THE_GROUP = frozenset(
    {
        Happened.ASKED,
        Happened.JOINED,
        Happened.DECLINED,
        Happened.LEFT,
        Happened.UNASKED,
        Happened.STARTED,
        Happened.STOPPED,
    }
)
"""Anything else happened between two schools, and is told to those who may open their peer review."""


def stage_label(stage: Stage) -> str:
    return {
        Stage.STATEMENT: _("Agreements"),
        Stage.COMMITMENT: _("Agreements"),
        Stage.DATES: _("Dates to agree"),
        Stage.PREPARATION: _("Preparation"),
        Stage.WRITING: _("Report being written"),
        Stage.CHECKING: _("Accuracy check"),
        Stage.ANSWERING: _("Comments being answered"),
        Stage.SIGNING: _("To be signed"),
        Stage.FINAL: _("Final report"),
        Stage.STOPPED: _("Stopped"),
    }[stage]


def who_waits(state: State, reviewer: str, host: str) -> str:
    """Who waits for whom, and for what, in one sentence; for schools by these names."""
    names = {"reviewer": reviewer, "host": host}
    sentence = {
        Stage.STATEMENT: _("%(host)s waits for %(reviewer)s to sign the reviewer’s statement."),
        Stage.COMMITMENT: _("%(reviewer)s waits for %(host)s to sign its commitment."),
        Stage.DATES: _("Both still have to agree the date of the visit."),
        Stage.PREPARATION: _("Nobody waits. Both prepare the visit."),
        Stage.WRITING: _("%(host)s waits for %(reviewer)s to write the report."),
        Stage.CHECKING: _("%(reviewer)s waits for %(host)s to check the report for accuracy."),
        Stage.ANSWERING: _("%(host)s waits for %(reviewer)s to answer its comments."),
        Stage.SIGNING: _("%(reviewer)s waits for %(host)s to sign the report."),
        Stage.FINAL: _("Nobody waits. Both have signed the report."),
        Stage.STOPPED: _("Nobody waits. It was stopped."),
    }[state.stage]
    return sentence % names


def own_turn(stage: Stage, side: Side) -> str:
    """What this side is asked to do now, as the words of a link; empty while it is not its turn."""
    mine: Mapping[tuple[Stage, Side], str] = {
        (Stage.STATEMENT, Side.REVIEWER): _("Sign the reviewer’s statement"),
        (Stage.COMMITMENT, Side.HOST): _("Sign your school’s commitment"),
        (Stage.DATES, Side.HOST): _("Agree the date of the visit"),
        (Stage.DATES, Side.REVIEWER): _("Agree the date of the visit"),
        (Stage.WRITING, Side.REVIEWER): _("Write the report"),
        (Stage.CHECKING, Side.HOST): _("Check the report for accuracy"),
        (Stage.ANSWERING, Side.REVIEWER): _("Answer the comments on the report"),
        (Stage.SIGNING, Side.HOST): _("Read the report and sign it"),
    }
    return mine.get((stage, side), "")


def dates_of(state: State) -> list[tuple[str, str]]:
    """The dates that both have agreed, each with its name."""
    dates = ((_("Visit"), state.visit_on), (_("Report due"), state.report_due))
    return [(label, day(when) if when else _("not agreed yet")) for label, when in dates]


def event_sentence(kind: str, *, school: str, reviewer: str, host: str) -> str:
    """What happened, in words; empty for what has no line of its own in the history of a group."""
    sentences: Mapping[str, str] = {
        Happened.ASKED: _("%(school)s was asked to join"),
        Happened.JOINED: _("%(school)s joined"),
        Happened.DECLINED: _("%(school)s said no"),
        Happened.LEFT: _("%(school)s left"),
        Happened.UNASKED: _("The invitation to %(school)s was taken back"),
        Happened.STARTED: _("The review of %(host)s by %(reviewer)s began"),
        Happened.STOPPED: _("The review of %(host)s by %(reviewer)s stopped"),
        Happened.SIGNED: _("%(reviewer)s signed the reviewer’s statement for %(host)s"),
        Happened.COMMITTED: _("%(host)s signed its commitment to the review by %(reviewer)s"),
        Happened.SHARING_CHANGED: _("%(host)s changed what %(reviewer)s can see"),
        Happened.TIES_READ: _("%(host)s read a tie that a reviewer from %(reviewer)s has to it"),
        Happened.FOLLOW_UP_WRITTEN: _("%(reviewer)s wrote about its follow-up visit to %(host)s"),
        Happened.THANKED_BY_HOST: _("%(host)s thanked %(reviewer)s"),
        Happened.THANKED_BY_REVIEWER: _("%(reviewer)s thanked %(host)s"),
    }
    return sentences.get(kind, "") % {"school": school, "reviewer": reviewer, "host": host}
