"""What has changed in a plan since a version of it, in words: for its paper."""

from collections.abc import Mapping

from sqlmodel import Session

from app.documents.paper import Block, Heading, Mark, Paragraph, Run, said
from app.language import gettext as _
from app.models.action_plan_sheet import plan_from_texts
from app.models.reviews import Review
from app.pages.action_plan_comparison import ChangedField, since
from app.pages.documents_plan import ShownPlan
from app.services.action_plan import plan_of, read_plan_texts
from app.services.action_plan_findings import list_findings
from app.services.action_plan_words import IN, OUT, SAME, Piece

MARKS: Mapping[str, Mark] = {SAME: "", OUT: "removed", IN: "added"}


def changes_since(session: Session, review: Review, shown: ShownPlan) -> list[Block]:
    """A part that begins a page; one line where nothing has changed; nothing for a draft."""
    plan = plan_of(session, review)
    if plan is None or shown.version is None:
        return []
    sheet = read_plan_texts(session, plan)
    now = plan_from_texts(sheet, list_findings(session, review))
    places = since(shown.framework, shown.version, sheet, now).places
    heading = _("Changes since version %(number)s") % {"number": shown.version.number}
    if not places:
        return [Heading(heading), said(_("Nothing has changed since this version."), quiet=True)]
    blocks: list[Block] = [
        Heading(heading, opens_page=True),
        said(_("This is work in progress: nobody has agreed it yet."), quiet=True),
    ]
    for place in places:
        blocks.append(Heading(f"{place.label} ({place.standing})" if place.standing else place.label, 2))
        blocks += [_paragraph(one) for one in place.fields]
    return blocks


def _paragraph(field: ChangedField) -> Paragraph:
    return Paragraph(tuple(_run(piece) for piece in field.pieces), label=f"{field.label}:")


def _run(piece: Piece) -> Run:
    return Run(piece.words, MARKS[piece.kind])
