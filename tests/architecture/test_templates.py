"""Every template compiles and is used; a page extends the layout and has a title; every word goes through gettext."""

import pytest
from jinja2 import TemplateSyntaxError, nodes

from app.documents.templates import environment as document_environment
from tests.architecture.template_source import (
    ENVIRONMENT,
    TEMPLATES,
    all_templates,
    blocks,
    extended,
    parse,
    source,
    untranslated,
    used_by_code,
    used_by_templates,
)

LAYOUT = "layout/base.html"
FRAGMENTS = {
    "self_evaluation/answer_state.html": "what an autosave is answered with",
    "self_evaluation/evidence_row.html": "one row, put into a page that is open",
    "peer_review/recommendation_row.html": "as above",
    "peer_review/agenda_row.html": "one row, put into a page that is open",
    "peer_review/enquiry_row.html": "as above",
    "peer_review/request_row.html": "as above",
    "coaching/step_row.html": "as above",
    "action_plan/row.html": "as above",
}
"""Rendered by themselves, and no page."""

DOCUMENTS = "printed/"
"""Pages on paper: they have their own frame."""

SAID_AS_IT_IS: dict[str, set[str]] = {}
"""Words that are no language's, by template."""


def pages() -> list[str]:
    """What Python renders whole. A name that begins with an underscore is a part of a page."""
    parts = FRAGMENTS.keys() | {name for name in used_by_code() if "/_" in name or name.startswith(DOCUMENTS)}
    return sorted(used_by_code() - parts)


def test_every_template_compiles() -> None:
    names = all_templates()
    assert len(names) >= 40
    for name in names:
        environment = document_environment() if name.startswith(DOCUMENTS) else ENVIRONMENT
        environment.get_template(name)


def test_template_that_does_not_compile_is_noticed() -> None:
    with pytest.raises(TemplateSyntaxError):
        parse("{% if page %}")
    with pytest.raises(TemplateSyntaxError):
        ENVIRONMENT.from_string("{{ page.day|no_such_filter }}")


def unused(names: list[str]) -> set[str]:
    return set(names) - used_by_code() - used_by_templates()


def test_every_template_is_used_and_every_used_one_is_there() -> None:
    assert unused(all_templates()) == set()
    named = used_by_code() | {name for name in used_by_templates() if not name.startswith("govuk_frontend_jinja/")}
    assert named - set(all_templates()) == set()


def test_template_that_nothing_uses_is_noticed() -> None:
    assert unused([*all_templates(), "reviews/forgotten.html"]) == {"reviews/forgotten.html"}


def unsound(name: str, frame: str | None, title: bool, headings: int) -> list[str]:
    """What a page lacks."""
    faults = []
    if frame != LAYOUT:
        faults.append(f"{name} does not extend {LAYOUT}")
    if not title:
        faults.append(f"{name} has no title block with something in it")
    if not headings:
        faults.append(f"{name} has no h1")
    return faults


def test_every_page_extends_the_layout_and_has_a_title_and_a_heading() -> None:
    assert len(pages()) >= 24
    assert set(FRAGMENTS) <= used_by_code()
    faults = []
    for page in pages():
        # A page that is another one, for a journey of its own, has the frame, title and heading of that one.
        name = one if (one := extended(page)) in pages() else page
        title = blocks(name).get("title")
        filled = title is not None and any(True for _ in title.find_all(nodes.Output))
        faults += unsound(name, extended(name), filled, source(name).count("<h1"))
    assert faults == []


def test_page_without_frame_title_or_heading_is_noticed() -> None:
    assert len(unsound("x/y.html", None, False, 0)) == 3
    assert unsound("x/y.html", LAYOUT, True, 1) == []


def test_every_word_goes_through_gettext() -> None:
    looked_at = 0
    found = {}
    for name in all_templates():
        looked_at += len(source(name))
        words = [one for one in untranslated(source(name)) if one not in SAID_AS_IT_IS.get(name, ())]
        if words:
            found[name] = words
    assert found == {}
    assert looked_at > 40_000


@pytest.mark.parametrize(
    ("template", "word"),
    [
        ("<p>Save {{ page.n }}</p>", "Save"),
        ('<p>{{ _("Hello") }} and {{ page.name }}</p>', "and"),
        ('<a href="/" title="Start page">{{ _("Start") }}</a>', "Start page"),
        ('<nav aria-label="{{ page.x }} areas">{{ page.y }}</nav>', "areas"),
        ('{{ button("Save") }}', "Save"),
        ('{{ inset("You can read this, and not change it.") }}', "You can read this, and not change it."),
        ("{% if page.x %}{{ page.x }}{% else %}nothing{% endif %}", "nothing"),
        ('{% call filters("/x", "Search") %}{% endcall %}', "Search"),
        ('{{ x if x else "Nothing yet" }}', "Nothing yet"),
        ("<p>{% trans %}Fine{% endtrans %} not</p>", "not"),
        ('{% set label = "Not yet" %}{{ label }}', "Not yet"),
    ],
)
def test_word_outside_gettext_is_noticed(template: str, word: str) -> None:
    assert [one.strip() for one in untranslated(template)] == [word]


@pytest.mark.parametrize(
    "template",
    [
        '<p class="govuk-body{% if page.x %} note{% endif %}">{{ _("Hello %(name)s", name=page.name) }}</p>',
        "<p>{% trans n=page.n %}{{ n }} item{% pluralize n %}{{ n }} items{% endtrans %}</p>",
        '<script nonce="{{ csp_nonce }}">document.body.classList.add("on")</script>',
        '{{ button(_("Save"), "secondary") }} · {{ page.day|day }} &ndash; 3',
        '{% from "components/forms.html" import button %}{% extends "layout/base.html" %}',
    ],
)
def test_words_through_gettext_are_fine(template: str) -> None:
    assert untranslated(template) == []


def test_no_template_asks_the_database_or_decides_who_may() -> None:
    """A page object carries `can_write`; the template neither queries nor knows permissions."""
    told = ("session.", ".exec(", "Permission", "role ==", ".may(")
    found = [(name, word) for name in all_templates() for word in told if word in source(name)]
    assert found == []
    assert TEMPLATES.is_dir()
