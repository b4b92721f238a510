"""Saving one field as it is typed, in any journey whose texts are in a book (docs/autosave.md)."""

from collections.abc import Callable, Sequence

from fastapi import Request, Response
from sqlmodel import Session

from app.access.posted import Posted
from app.forms.answers import read_version
from app.models.actors import Actor
from app.models.fields import BadAnswer, Key
from app.pages.self_evaluation import AnswerState
from app.pages.self_evaluation_views import shown_value
from app.services.gentle_notes import GentleNote, notes_on
from app.services.texts import Book, Clash, save_text
from app.web.responses import page

STATE = "self_evaluation/answer_state.html"


Notes = Callable[[Key, str], Sequence[GentleNote]]
"""What there is to say about a text that was saved in a field."""


def answer_autosave(
    request: Request, session: Session, book: Book, posted: Posted, *, by: Actor, notes: Notes | None = None
) -> Response:
    """The field's state in words: 200, 409 with both texts, or 422."""
    key = Key.parse(posted.get("name"))
    value, base = posted.get("value"), read_version(posted.get("version"))
    try:
        result = save_text(session, book, key, value, base=base, by=by)
    except BadAnswer as error:
        return page(request, STATE, AnswerState(str(key), fault=str(error)), status=422)
    if isinstance(result, Clash):
        state = AnswerState(
            str(key),
            clash=result,
            mine_shown=shown_value(book.framework, key.field, result.mine),
            theirs_shown=shown_value(book.framework, key.field, result.theirs),
        )
        return page(request, STATE, state, status=409)
    said = notes(key, value) if notes else notes_on(value)
    return page(request, STATE, AnswerState(str(key), result.version, result.at, said))
