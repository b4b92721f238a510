"""What has changed in a plan since a version of it, in words: for its paper."""

from collections.abc import Iterator

from app.documents.paper import Block, Heading, Paragraph, Run, said
from app.language import day, ngettext
from app.language import gettext as _
from app.models.action_plan_sheet import Action, Plan, Priority
from app.pages.documents_plan import ShownPlan, numbered, owner_of, status_of, title_of
from app.pages.documents_self_evaluation import marked


def changes_since(shown: ShownPlan, now: Plan) -> list[Block]:
    """A part that begins a page. It says so where nothing has changed."""
    blocks = [*_of_priorities(shown.plan, now)]
    nothing = said(_("Nothing has changed since this version."), quiet=True)
    return [
        Heading(_("Changes since version %(number)s") % {"number": shown.number}, opens_page=bool(blocks)),
        said(_("This is work in progress: nobody has agreed it yet."), quiet=True) if blocks else nothing,
        *blocks,
    ]


def _of_priorities(before: Plan, now: Plan) -> Iterator[Block]:
    for one in now.priorities:
        old = before.priority(one.key)
        changed = [_new(one)] if old is None else [*_texts(old, one), *_actions(before, old, one)]
        if changed:
            yield Heading(numbered(one), 2)
            yield from changed
    gone = [one for one in before.priorities if now.priority(one.key) is None]
    if gone:
        yield Heading(_("No longer in the plan"), 2)
        for one in gone:
            yield Paragraph((Run(title_of(one), "removed"),), label=_("Priority:"))


def _new(one: Priority) -> Block:
    return said(
        ngettext("New, with %(num)s action.", "New, with %(num)s actions.", len(one.actions))
        % {"num": len(one.actions)}
    )


def _texts(old: Priority, new: Priority) -> Iterator[Block]:
    pairs = (
        (_("Title:"), old.title, new.title),
        (_("Intended outcome:"), old.intended, new.intended),
        (_("Why:"), old.why, new.why),
        (_("Lead:"), old.lead_name, new.lead_name),
        (_("Cost and resources:"), old.cost, new.cost),
        (_("What it has changed:"), old.changed, new.changed),
    )
    for label, before, after in pairs:
        if before != after:
            yield _pair(label, before, after)
    measures = {one.key: one for one in old.measures}
    for measure in new.measures:
        was = measures.get(measure.key)
        before, after = (f"{one.what}: {one.now or one.target}" if one else "" for one in (was, measure))
        if before != after:
            yield _pair(_("Measure:"), before, after)


def _actions(before: Plan, old: Priority, new: Priority) -> Iterator[Block]:
    for action in new.actions:
        was = before.action(action.key)
        words = (_in_words(was) if was else "", _in_words(action))
        if words[0] != words[1]:
            yield _pair(_("Action:"), *words)
    for action in old.actions:
        if all(action.key != one.key for one in new.actions):
            yield _pair(_("Action:"), _in_words(action), "")


def _in_words(action: Action) -> str:
    due = day(action.due_on) if action.due_on else _("no date yet")
    return f"{action.what} ({owner_of(action)}; {due}; {status_of(action)})"


def _pair(label: str, before: str, after: str) -> Paragraph:
    """Old words struck through, then the new ones, in one paragraph."""
    if not before or not after:
        return Paragraph((Run(before or after, "removed" if before else "added"),), label=label)
    removed, added = marked(before, after)
    return Paragraph((*removed, Run(" → "), *added), label=label)
