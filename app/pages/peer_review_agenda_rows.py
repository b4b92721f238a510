"""The rows of an agenda to write in: their fields, and which areas and items each can serve."""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.models.self_evaluation_sheet import Sheet
from app.pages.self_evaluation_views import FieldView, view_field
from app.review_framework.types import Framework
from app.services.peer_review_agenda import AGENDA, ROW_FIELDS, AgendaRow, agenda_rows
from app.services.peer_review_agenda_checks import in_words
from app.services.texts_forms import Outcome


@dataclass(frozen=True, slots=True)
class RowView:
    """One row in the form. A blank one has never been written in."""

    key: str
    title: str
    number: int | None
    fields: dict[str, FieldView]
    serves: list[tuple[str, str]]
    """The choices: every area, the items of those that are chosen, and the items chosen so far."""
    served: str
    """What is chosen, in words."""

    @property
    def place(self) -> str:
        return f"{AGENDA}/{self.key}"

    @property
    def serves_is_open(self) -> bool:
        """The choices are in sight: in a row that nothing is known of, and where one of them cannot be."""
        return not self.number or bool(self.fields["items"].error)


def titles(framework: Framework) -> dict[str, str]:
    return {area.code: area.title for area in framework.areas}


def blank_row(framework: Framework) -> RowView:
    """Under a new key."""
    return _view(framework, Sheet({}), None, AgendaRow(f"row-{secrets.token_hex(6)}"), None)


def row_views(framework: Framework, sheet: Sheet, outcome: Outcome | None, *, blank: bool) -> Iterator[RowView]:
    rows = agenda_rows(sheet)
    # What could not be saved may stand in a row that holds nothing yet.
    kept = (
        {key.place.partition("/")[2] for key in outcome.kept if key.place.startswith(f"{AGENDA}/")}
        if outcome
        else set()
    )
    gone = {row.key for row in agenda_rows(sheet, removed=True)}
    rows += [AgendaRow(key) for key in sorted(kept - gone - {row.key for row in rows})]
    for number, row in enumerate(rows, start=1):
        yield _view(framework, sheet, outcome, row, number)
    if blank:
        yield blank_row(framework)


def _view(framework: Framework, sheet: Sheet, outcome: Outcome | None, row: AgendaRow, number: int | None) -> RowView:
    fields = {name: view_field(sheet, row.place, name, outcome) for name in ROW_FIELDS}
    choices, chosen = [], set(row.items)
    for area in framework.areas:
        choices.append((area.code, area.title))
        for item in area.items:
            if chosen & {area.code, item.code}:
                choices.append((item.code, f"{item.code}: {item.statement}"))
    title = in_words(row) if number else ""
    return RowView(row.key, title, number, fields, choices, served_in_words(framework, row.items))


def served_in_words(framework: Framework, codes: Iterable[str]) -> str:
    """Areas by their titles, items by their codes."""
    known = titles(framework)
    return ", ".join(known.get(code, code) for code in codes)
