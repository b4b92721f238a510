"""The self-evaluation on paper: in full, and what has changed since it was agreed."""

from difflib import SequenceMatcher
from itertools import groupby

from sqlmodel import Session

from app.documents.paper import Block, Bullet, Bullets, Heading, Paper, Paragraph, Run, said
from app.language import day
from app.language import gettext as _
from app.models.fields import Key
from app.models.reviews import Review
from app.models.schools import School
from app.models.self_evaluation import SCOPE
from app.models.self_evaluation_fields import SCOPE_FIELDS, item_of
from app.models.self_evaluation_sheet import Sheet
from app.pages.documents_frame import Shown, frame, framework_in_words, whole_status
from app.pages.self_evaluation_history import field_label
from app.pages.self_evaluation_versions import AgreedArea, AgreedItem, areas_of
from app.pages.self_evaluation_views import shown_value
from app.review_framework.types import Framework
from app.services.self_evaluation import framework_of, last_change, read_sheet
from app.services.self_evaluation_versions import find_latest_version, sheet_of

MOST_WORDS_COMPARED = 4_000
"""Of both texts together. Beyond that the marks would take seconds, and no reader could follow them."""


def build_self_evaluation(session: Session, review: Review, school: School) -> Paper:
    """Everything that the school wrote, item by item, and nothing shortened."""
    shown = Shown.of(session, review)
    blocks: list[Block] = [Heading(_("About this review")), *_scope(shown.framework, shown.sheet)]
    for area in areas_of(shown.framework, shown.sheet, shown.depth):
        blocks += _area(area)
    return frame(
        school,
        shown.framework,
        title=_("Our SEND self-evaluation in full"),
        kicker=_("Self-evaluation"),
        about=_("Everything that the school has written, item by item. Each has its code and its judgement in words."),
        dated=shown.dated,
        status=whole_status(shown.version),
        is_draft=shown.version is None,
        facts=shown.facts(),
        blocks=tuple(blocks),
    )


def _scope(framework: Framework, sheet: Sheet) -> list[Block]:
    told: list[Block] = [
        said(shown_value(framework, name, value), label=f"{field_label(name)}:")
        for name in SCOPE_FIELDS
        if (value := sheet.value(SCOPE, name))
    ]
    return told or [said(_("The school has not written yet why it does this review."), quiet=True)]


def _area(area: AgreedArea) -> list[Block]:
    blocks: list[Block] = [Heading(area.area.title)]
    blocks.append(
        said(area.summary, label=_("Summary:"), source=area.area.code)
        if area.summary
        else said(_("No summary is written yet."), quiet=True)
    )
    for one in area.items:
        blocks += _item(one)
    return blocks


def _item(one: AgreedItem) -> list[Block]:
    blocks: list[Block] = [
        Heading(f"{one.item.code}: {one.item.statement}", 2),
        said(one.judgement, label=_("Where our school is now:")),
    ]
    if one.not_applicable_why:
        blocks.append(said(one.not_applicable_why, label=_("Why it does not apply:"), source=one.item.code))
    if one.strengths:
        blocks.append(said(one.strengths, label=_("Strengths:"), source=one.item.code))
    if one.developments:
        blocks.append(said(one.developments, label=_("Areas for development:"), source=one.item.code))
    if one.evidence:
        blocks.append(said("", label=_("Evidence:")))
        blocks.append(Bullets(tuple(Bullet(text) for text in one.evidence)))
    if one.stakeholders:
        blocks.append(said(one.stakeholders, label=_("Key stakeholders:")))
    return blocks


def build_changes(session: Session, review: Review, school: School) -> Paper | None:
    """The latest agreed version against now, text by text with the words marked; None before the first version."""
    version = find_latest_version(session, review)
    if version is None:
        return None
    framework = framework_of(review)
    now, before = read_sheet(session, review), sheet_of(version)
    changed = now.changed_from(before)
    number = version.number
    blocks: list[Block] = []
    if not changed:
        blocks += [Heading(_("No changes")), said(_("Nothing has changed since this version was agreed."))]
    for place, keys in groupby(changed, key=lambda key: item_of(key.place)):
        blocks.append(Heading(_place_title(framework, place)))
        for key in keys:
            texts = (shown_value(framework, key.field, sheet.value(key.place, key.field)) for sheet in (before, now))
            blocks += _changed(key, *texts, number=number)
    return frame(
        school,
        framework,
        title=_("What has changed since version %(number)s") % {"number": number},
        kicker=_("Changes since agreed"),
        about=_("Each text as agreed and as it is now. Words taken out are struck through, new words underlined."),
        dated=Shown.day_of(max(version.agreed_at, last_change(session, review))),
        status=_("Draft: changes since version %(number)s") % {"number": number},
        is_draft=True,
        facts=(
            (
                _("Agreed"),
                _("Version %(number)s, %(day)s, by %(who)s")
                % {"number": number, "day": day(version.agreed_at), "who": version.agreed_by},
            ),
            (_("Framework"), framework_in_words(framework)),
        ),
        blocks=tuple(blocks),
    )


def _place_title(framework: Framework, place: str) -> str:
    if place == SCOPE:
        return _("Scope and dates")
    if any(area.code == place for area in framework.areas):
        return f"{place}: {framework.area(place).title}"
    return f"{place}: {framework.item(place).statement}"


def _changed(key: Key, before: str, now: str, *, number: int) -> list[Block]:
    old, new = marked(before, now)
    nothing = (Run(_("Nothing was written here.")),)
    return [
        Heading(field_label(key.field), 2),
        Paragraph(old or nothing, label=_("Version %(number)s:") % {"number": number}, source=item_of(key.place)),
        Paragraph(new or (Run(_("Nothing is written here.")),), label=_("Now:"), source=item_of(key.place)),
    ]


def marked(before: str, now: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Both texts, the words that are in one of them only marked as removed or added."""
    old, new = before.split(" "), now.split(" ")
    if not before or not now or len(old) + len(new) > MOST_WORDS_COMPARED:
        return ((Run(before),) if before else (), (Run(now),) if now else ())
    left: list[Run] = []
    right: list[Run] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = kind == "equal"
        left += _run(old[a:b], "" if same else "removed", is_last=b == len(old))
        right += _run(new[c:d], "" if same else "added", is_last=d == len(new))
    return tuple(left), tuple(right)


def _run(words: list[str], mark: str, *, is_last: bool) -> list[Run]:
    if not words:
        return []
    text = " ".join(words)
    # The space between a marked and an unmarked piece is nobody's change.
    pieces = [Run(text, mark)]  # type: ignore[arg-type]  # One of the marks, by the only caller.
    return pieces if is_last else [*pieces, Run(" ")]
