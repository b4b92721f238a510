"""Everything that was ever sent for a place of the plan, to put back."""

from dataclasses import dataclass

from app.access.guard import Allowed
from app.language import gettext as _
from app.models.action_plan import ActionPlan, PlanTextChange
from app.models.action_plan_fields import fields_at
from app.models.action_plan_sheet import plan_from_texts
from app.models.book_tables import Change
from app.models.fields import Key
from app.models.reviews import Review
from app.pages.action_plan_labels import field_label, href_of, place_label, shown
from app.pages.action_plan_views import Opened
from app.services.action_plan import book_of, read_plan_texts
from app.services.action_plan_findings import list_findings
from app.services.texts import MOST_CHANGES, list_changes


@dataclass(frozen=True, slots=True)
class PastText:
    """`version` is the field's current one, against which it can be put back."""

    change: PlanTextChange
    label: str
    shown: str
    version: int
    is_current: bool
    is_set_aside: bool


@dataclass(frozen=True, slots=True)
class PlanHistoryPage:
    opened: Opened
    place: str
    about: str
    back: str
    past: list[PastText]
    earlier: str
    overtaken_by: str

    @property
    def title(self) -> str:
        return _("Earlier texts")

    @classmethod
    def of(
        cls,
        allowed: Allowed[Review],
        plan_row: ActionPlan,
        place: str,
        *,
        before: int | None = None,
        overtaken_by: str = "",
    ) -> "PlanHistoryPage":
        """Raises UnknownAnswer for a place that no plan has."""
        fields_at(place)
        book, opened = book_of(allowed.session, plan_row), Opened.of(allowed, plan_row)
        sheet = read_plan_texts(allowed.session, plan_row)
        plan = plan_from_texts(sheet, list_findings(allowed.session, allowed.thing))
        changes = list_changes(allowed.session, book, place, before=before)
        past = []
        for one in changes:
            key, version = Key(one.place, one.field), sheet.text(one.place, one.field).version
            aside = one.kind == Change.SET_ASIDE
            label = (
                field_label(one.field)
                if one.place == place
                else f"{place_label(plan, one.place)}: {field_label(one.field)}"
            )
            words = shown(book.framework, (plan,), key, one.value)
            past.append(PastText(one, label, words, version, not aside and one.version == version, aside))
        return cls(
            opened,
            place,
            place_label(plan, place),
            href_of(opened.here, place),
            past,
            f"{opened.here}/history?of={place}&before={changes[-1].id}" if len(changes) == MOST_CHANGES else "",
            overtaken_by,
        )
