"""Adding to a plan: an action of a priority, and the review dates of a new one."""

from sqlmodel import Session

from app.language import gettext as _
from app.models.action_plan import ActionPlan
from app.models.action_plan_fields import ACTIONS
from app.models.actors import Actor
from app.models.fields import BadAnswer, Key
from app.services.action_plan import book_of, put, read_plan_texts


class NothingToDo(ValueError):
    """The action cannot be added as it is. Carries the sentence that says why."""


def add_action(
    session: Session, plan: ActionPlan, key: str, *, priority: str, what: str, by: Actor, origin: str = ""
) -> str:
    """The priority has the action, once, however often it is sent under this key; the answer is its place.

    Raises NothingToDo without words or with too many, UnknownAnswer for a key that cannot be one, or ReviewClosed.
    """
    place = f"{ACTIONS}/{key}"
    try:
        words = book_of(session, plan).clean(Key(place, "what"), what)
    except BadAnswer as error:
        raise NothingToDo(str(error)) from None
    if not words:
        raise NothingToDo(_("Say in a few words what will be done. Then add it."))
    sheet = read_plan_texts(session, plan)
    if not sheet.text(place, "what").version:
        values = {"what": words, "priority": priority, "origin": origin}
        put(session, plan, sheet, place, {name: value for name, value in values.items() if value}, by=by)
    return place
