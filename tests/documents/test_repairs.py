"""Each repair: what is true with it, and that it is not true without it."""

# a whole document on one line is easier to compare with the next

from collections.abc import Callable

import pytest

from app.documents import accessible, pdf
from app.documents.structure import StructureTree
from tests.documents.reading import attributes, faults, kinds, look, outline, page_streams, spoken

PICTURE = '<svg width="20" height="20"><title>{title}</title><rect width="10" height="10"/></svg>'

RUNNING = '<body data-school="Alder Brook" data-version="Draft" data-page="Page" data-of="of"><h1>A</h1><p>Text</p>'


def contents(document: bytes) -> list[str]:
    return look(document, lambda opened: [str(link.Contents) for each in opened.pages for link in each.Annots])


def figure_bottom(document: bytes) -> float:
    """Return how far above the foot of the page the first figure's box begins, in points."""
    return look(
        document,
        lambda opened: next(float(node.element.A.BBox[1]) for node in StructureTree(opened).of_kind("Figure")),
    )


REPAIRS: list[tuple[str, str, Callable[[bytes], bool]]] = [
    (
        "gather_link_annotations",
        f'<h1>A</h1><p><a href="https://example.org/">{PICTURE.format(title="Our school")}</a></p>',
        lambda made: not faults(made),
    ),
    (
        "wrap_list_bodies",
        "<h1>A</h1><ul><li><p>One</p><p>more</p></li><li>Two</li></ul>",
        lambda made: not faults(made),
    ),
    (
        "nest_lists_in_items",
        "<h1>A</h1><ul><li>One<ul><li>Inner</li></ul></li><li>Two</li></ul>",
        lambda made: "        L" in outline(made) and not faults(made),
    ),
    (
        "drop_undescribed_figures",
        '<h1>A</h1><svg width="9" height="9"><rect width="5" height="5"/></svg><p>Text</p>',
        lambda made: (
            "Figure" not in kinds(made) and "/Artifact << >> BDC" in page_streams(made)[0] and not faults(made)
        ),
    ),
    # The figure stands near the top of the page, so its box is far above the foot.
    ("place_figures", f"{PICTURE.format(title='Chart')}<h1>A</h1>", lambda made: figure_bottom(made) > 600),
    (
        "drop_empty_elements",
        "<h1>A</h1><h2></h2><p></p><ul></ul><section></section><table><tr><th>a</th></tr><tr><td></td></tr></table>",
        lambda made: not {"H2", "P", "L", "Sect"} & set(kinds(made)) and "TD" in kinds(made),
    ),
    (
        "close_heading_gaps",
        "<h1>A</h1><h3>B</h3><h3>C</h3><h6>D</h6><h2>E</h2>",
        lambda made: (
            [kind for kind in kinds(made) if kind[0] == "H"] == ["H1", "H2", "H2", "H3", "H2"] and not faults(made)
        ),
    ),
    (
        "name_list_numbering",
        "<h1>A</h1><ul><li>a</li></ul><ol><li>b</li></ol><ol type=i style='list-style: lower-alpha'><li>c</li></ol>"
        "<ul style='list-style: none'><li>d</li></ul>",
        lambda made: attributes(made, "L", "ListNumbering") == ["Disc", "Decimal", "LowerAlpha", "None"],
    ),
    (
        "scope_table_headers",
        "<h1>A</h1><table><thead><tr><td></td><th>Col</th></tr></thead>"
        "<tr><th scope=row>Row</th><td>1</td></tr></table>",
        lambda made: attributes(made, "TH", "Scope") == ["Column", "Row"],
    ),
    (
        "index_table_headers",
        "<h1>A</h1><table><tr><th>Col</th></tr><tr><td>1</td></tr></table>",
        lambda made: look(made, lambda opened: "/IDTree" in opened.Root.StructTreeRoot),
    ),
    (
        "name_links",
        '<h1>A</h1><p>See <a href="https://example.org/long">the school’s offer</a></p>',
        lambda made: contents(made) == ["the school’s offer"],
    ),
    (
        "mark_artifacts",
        RUNNING,
        lambda made: (
            "/Type /Pagination /Subtype /Header" in _ordered(page_streams(made)[0])
            and page_streams(made)[0].count("/MCID") == 2
        ),
    ),
    (
        "complete_catalogue",
        "<h1>Without a title</h1>",
        lambda made: (
            look(made, lambda opened: str(opened.docinfo.get("/Title", ""))) == "Without a title" and not faults(made)
        ),
    ),
]


def _ordered(stream: str) -> str:
    return stream.replace("/Subtype /Header /Type /Pagination", "/Type /Pagination /Subtype /Header")


@pytest.mark.parametrize(("name", "html", "holds"), REPAIRS, ids=[name for name, _, _ in REPAIRS])
def test_repair_is_made_and_is_needed(
    name: str, html: str, holds: Callable[[bytes], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert holds(pdf.render_pdf(html))
    monkeypatch.setattr(accessible, name, lambda *_, **__: None)
    assert not holds(pdf.render_pdf(html)), f"{name} is needless: WeasyPrint now does it, or the test cannot fail"


def test_every_repair_has_its_test() -> None:
    source = accessible.repair.__code__.co_names
    made_by = {name for name in source if callable(getattr(accessible, name, None)) and name.islower()}
    assert made_by == {name for name, _, _ in REPAIRS}


def test_svg_is_described_by_its_title_and_description(monkeypatch: pytest.MonkeyPatch) -> None:
    html = "<h1>A</h1><svg width=9 height=9><title>Levels.</title><desc>Two bars.</desc><rect width=5 height=5 /></svg>"
    assert "Levels. Two bars." in spoken(pdf.render_pdf(html))
    monkeypatch.setattr(pdf, "_describe_figures", lambda _: None)
    assert "Two bars." not in spoken(pdf.render_pdf(html))


def test_link_over_a_line_end_carries_its_whole_name_in_each_piece() -> None:
    name = "a very long name of a document " * 8
    made = pdf.render_pdf(f'<h1>A</h1><p><a href="https://example.org/">{name}</a></p>')
    assert len(contents(made)) > 1
    assert set(contents(made)) == {name.strip()}


def test_picture_in_a_link_names_it() -> None:
    made = pdf.render_pdf(f'<h1>A</h1><a href="https://example.org/">{PICTURE.format(title="Our school")}</a>')
    assert set(contents(made)) == {"Our school"}


def test_running_text_is_not_read_out() -> None:
    assert spoken(pdf.render_pdf(RUNNING)) == "A Text"
