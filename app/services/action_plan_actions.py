"""Adding to a plan: an action of a priority, its review dates, the day of a diary entry."""

from sqlmodel import Session

from app import clock
from app.keys import key_of_words
from app.language import gettext as _
from app.models.action_plan import ActionPlan
from app.models.action_plan_fields import ACTIONS, DIARY, PRIORITIES, REMOVED, REVIEWS
from app.models.action_plan_sheet import row_keys
from app.models.actors import Actor
from app.models.fields import BadAnswer, Key, UnknownAnswer
from app.services.action_plan import book_of, put, read_plan_texts, take_turn
from app.services.action_plan_dates import termly_dates
from app.services.texts import list_changes

LONGEST_KEY = 40
"""Of a row of the plan."""


class NothingToDo(ValueError):
    """The action cannot be added as it is. Carries the sentence that says why."""


def add_action(
    session: Session, plan: ActionPlan, key: str, *, priority: str, what: str, by: Actor, origin: str = ""
) -> str:
    """The priority has the action, once, however often it is sent under this key; the answer is its place. Other words
    under the same key are another action.

    Raises NothingToDo without words or with too many, UnknownAnswer for a key that cannot be one, or ReviewClosed.
    """
    place = f"{ACTIONS}/{key}"
    try:
        words = book_of(session, plan).clean(Key(place, "what"), what)
    except BadAnswer as error:
        raise NothingToDo(str(error)) from None
    if not words:
        raise NothingToDo(_("Say in a few words what will be done. Then add it."))
    take_turn(session, plan)
    sheet = read_plan_texts(session, plan)
    if sheet.text(place, "what").version and not _was_said(session, plan, place, words):
        place = f"{ACTIONS}/{key_of_words(key, words, longest=LONGEST_KEY)}"
    if not sheet.text(place, "what").version:
        values = {"what": words, "priority": priority, "origin": origin}
        put(session, plan, sheet, place, {name: value for name, value in values.items() if value}, by=by)
    return place


def _was_said(session: Session, plan: ActionPlan, place: str, words: str) -> bool:
    """Whether the action ever had these words: it may have been rewritten since its form was sent first."""
    changes = list_changes(session, book_of(session, plan), place, field="what")
    return any(change.value == words for change in changes)


def add_term_dates(session: Session, plan: ActionPlan, key: str, *, by: Actor) -> None:
    """The priority has a review date in each of the next terms; one that was moved or decided stays as it is.

    Raises UnknownAnswer where there is no such priority.
    """
    sheet = read_plan_texts(session, plan)
    if key not in row_keys(sheet, PRIORITIES):
        raise UnknownAnswer(key)
    for term in termly_dates(clock.today()):
        place = f"{PRIORITIES}/{key}/{REVIEWS}/{term.key}"
        values = {"review_on": sheet.value(place, "review_on") or term.on.isoformat(), REMOVED: ""}
        put(session, plan, sheet, place, values, by=by)


def date_entry(session: Session, plan: ActionPlan, key: str, *, by: Actor) -> None:
    """A diary entry with words has a day: today's, if nobody gave another."""
    sheet, place = read_plan_texts(session, plan), f"{DIARY}/{key}"
    if key in row_keys(sheet, DIARY) and not sheet.value(place, "written_on"):
        put(session, plan, sheet, place, {"written_on": clock.today().isoformat()}, by=by)
