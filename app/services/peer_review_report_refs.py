"""What a passage of a report rests on, in words that both schools may read."""

from datetime import datetime

from app.language import day
from app.language import gettext as _
from app.models.self_evaluation_sheet import Evidence, Sheet
from app.review_framework.vocabulary import vocabulary


def note_label(sheet: Sheet, place: str) -> str:
    """What kind of note it is, and when it was taken: “Learning walk, pupils (3 March 2027)”."""
    kinds = (("visit_activities", "activity"), ("evidence_kinds", "evidence_kind"))
    words = [
        vocabulary(name).label(code)
        for name, field in kinds
        if (code := sheet.value(place, field)) in vocabulary(name).codes
    ]
    taken = sheet.value(place, "noted_at")
    label = ", ".join(words) or _("Note from the visit")
    return f"{label} ({day(datetime.fromisoformat(taken))})" if taken else label


def evidence_label(item_code: str, one: Evidence) -> str:
    """“LEAD-3, the school’s evidence: Document (3 March 2027)”."""
    kind = vocabulary("evidence_kinds").label(one.kind) if one.kind else _("Evidence")
    label = _("%(item)s, the school’s evidence: %(kind)s") % {"item": item_code, "kind": kind}
    return f"{label} ({day(one.dated)})" if one.dated else label
