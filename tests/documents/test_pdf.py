"""Documents of every awkward kind: valid, complete, the same every time, and closed to the outside."""

# ruff: noqa: E501  # a whole document on one line is easier to compare with the next

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents import pdf
from app.documents.assets import bundled_path
from app.documents.errors import DocumentTooLarge, OutsideAssetRefused
from app.documents.pdf import render_pdf
from tests.documents.reading import faults, kinds, look, page_count, spoken

ROW = '<tr><th scope="row">Reading</th><td>{n}</td><td></td></tr>'
LONG_TABLE = (
    "<table><caption>Evidence</caption><thead><tr><th>What</th><th>How many</th><th>Note</th></tr></thead><tbody>"
    + "".join(ROW.format(n=n) for n in range(120))
    + "</tbody></table>"
)

CASES = {
    "headings": "<h1>A</h1><h2>B</h2><h3>C</h3><p>d</p><h2>E</h2>",
    "long table": f"<h1>A</h1>{LONG_TABLE}",
    "spans": '<h1>A</h1><table><tr><th colspan="2">x</th></tr><tr><td>1</td><td rowspan="2">2</td></tr><tr><td>3</td></tr></table>',
    "lists": "<h1>A</h1><ul><li>a<ol><li><p>b</p><ul><li>c</li></ul></li></ol></li><li><p>d</p></li></ul><dl><dt>t</dt><dd>u</dd></dl>",
    "links": '<h1>A</h1><p><a href="https://example.org/">out</a>, <a href="#x">in</a>, <a href="mailto:a@example.org">mail</a></p><p id="x">x</p>',
    "figures": '<h1>A</h1><svg width="20" height="20"><title>T</title><text x="1" y="10">9</text></svg><svg width="5" height="5"><rect width="5" height="5"/></svg>',
    "scripts": "<h1>Ŵyn a Siân</h1><p>Ελληνικά русский عربي עברית 中文 हिन्दी ไทย አማርኛ ŵŷ</p>",
    "emoji": "<h1>Well done 🎉</h1><p>👩🏽‍🏫 ❤️ 🏴󠁧󠁢󠁷󠁬󠁳󠁿 end</p><ul><li>🙂</li></ul><table><tr><th>🙂</th></tr><tr><td>🙃</td></tr></table>",
    "controls": "<h1>A</h1><p>a\u200bb\u00adc\ufeffd\ufffee\ue000f\u202eg\u2028h\x01i\ud800j&#xFEFF;k</p>",
    "long word": f"<h1>A</h1><p>{'x' * 3000}</p>",
    "long paragraph": f"<h1>A</h1><p>{'We saw it in lessons. ' * 460}</p>",
    "empty": "<h1></h1><h2>B</h2><section></section><p></p><ul></ul><ul><li></li></ul><table></table>",
    "nothing": "",
    "running": '<body data-school="S" data-version="V" data-page="Page" data-of="of"><h1>A</h1>' + "<p>text</p>" * 120,
    "breaks": "<h1>A</h1><p>a<br>b<hr><blockquote>q</blockquote><pre>c   d</pre><code>e</code><abbr title='f'>f</abbr>",
}


@pytest.mark.parametrize("html", CASES.values(), ids=CASES.keys())
def test_document_is_valid(html: str) -> None:
    made = render_pdf(html)
    assert faults(made) == []
    assert look(made, lambda opened: str(opened.Root.Lang)) == "en-GB"


def test_checker_can_fail() -> None:
    assert faults(look_raw("<h1>A</h1><h3>B</h3>"))


def look_raw(html: str) -> bytes:
    return pdf._write(html, "en-GB", set())


def test_long_table_repeats_its_headers_and_loses_no_row() -> None:
    made = render_pdf(CASES["long table"])
    assert page_count(made) > 1
    assert kinds(made).count("TR") == 120 + page_count(made)


def test_what_cannot_be_drawn_is_named_or_marked() -> None:
    said = spoken(render_pdf("<h1>A</h1><p>Done 🎉 中文</p>"))
    # A server with fonts for these shows them; ours shows what stands for them.
    assert said in (
        "A Done [party popper] ▯▯",
        "A Done 🎉 中文",
        "A Done [party popper] 中文",
        "A Done 🎉 ▯▯",
    )


def test_missing_glyphs_would_be_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "replace_missing", lambda *_: None)
    assert any("NOTDEF" in fault for fault in faults(render_pdf("<h1>A</h1><p>\ue000</p>")))


def test_unprintable_characters_leave_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    html = "<h1>A</h1><p>a\x01\ufffeb</p>"
    assert spoken(render_pdf(html)) == "A ab"
    monkeypatch.setattr(pdf, "drop_unprintable", lambda *_: None)
    assert spoken(render_pdf(html)) != "A ab"


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.text(max_size=60))
def test_any_text_makes_a_valid_document(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    assert faults(render_pdf(f"<title>{escaped}</title><h1>A</h1><p>{escaped}</p><ul><li>{escaped}</li></ul>")) == []


@pytest.mark.parametrize(
    "markup",
    [
        '<img alt="x" src="http://127.0.0.1:9/x.png">',
        '<img alt="x" src="https://example.org/x.png">',
        '<img alt="x" src="file:///etc/hostname">',
        '<img alt="x" src="/etc/hostname">',
        '<img alt="x" src="x.png">',
        '<img alt="x" src="bundled:fonts/../../main.py">',
        '<img alt="x" src="bundled:/etc/hostname">',
        '<img alt="x" src="bundled:fonts/OFL.txt/../../documents/../../__init__.py">',
        '<img alt="x" src="data:image/svg+xml,%3Csvg/%3E">',
        '<link rel="stylesheet" href="https://example.org/x.css">',
        '<link rel="attachment" href="file:///etc/hostname">',
        "<style>@import url(file:///etc/hostname);</style>",
        "<style>@font-face { font-family: x; src: url(http://127.0.0.1:9/x) }</style>",
        '<p style="background: url(ftp://example.org/x)">x</p>',
        '<object data="file:///etc/hostname"></object>',
        '<svg width="9" height="9"><image href="file:///etc/hostname" width="9" height="9"/></svg>',
        '<base href="file:///etc/"><img alt="x" src="hostname">',
    ],
)
def test_nothing_outside_is_fetched(markup: str) -> None:
    with pytest.raises(OutsideAssetRefused):
        render_pdf(f"<h1>A</h1>{markup}")


def test_bundled_assets_are_served() -> None:
    assert bundled_path("bundled:documents/document.css").is_file()
    for name in ("latin-400", "latin-700", "latin-ext-400"):
        assert bundled_path(f"bundled:fonts/atkinson-hyperlegible-next-{name}.woff2").is_file()


def test_our_face_is_embedded() -> None:
    made = render_pdf("<h1>A</h1><p>b <em>c</em> ź</p>")
    fonts = look(made, lambda opened: [str(font.BaseFont) for font in opened.pages[0].Resources.Font.values()])
    assert sum("Atkinson" in font for font in fonts) == len(fonts)


def test_same_html_gives_the_same_bytes_in_every_process() -> None:
    html = CASES["scripts"] + CASES["links"] + LONG_TABLE
    program = (
        "import sys, hashlib; from app.documents.pdf import render_pdf; "
        "sys.stdout.write(hashlib.sha256(render_pdf(sys.stdin.buffer.read().decode())).hexdigest())"
    )
    elsewhere = subprocess.run(
        [sys.executable, "-c", program],
        input=html.encode(),
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": "7"},
    ).stdout.decode()
    assert {sha256(render_pdf(html)).hexdigest(), sha256(render_pdf(html)).hexdigest()} == {elsewhere}


def test_language_is_kept_or_given() -> None:
    assert look(render_pdf("<html lang=cy><h1>A</h1>"), lambda opened: str(opened.Root.Lang)) == "cy"
    assert look(render_pdf("<h1>A</h1>", lang="cy"), lambda opened: str(opened.Root.Lang)) == "cy"


def test_too_many_rows_or_words_are_refused_in_plain_words() -> None:
    with pytest.raises(DocumentTooLarge, match="spreadsheet"):
        render_pdf("<table>" + "<tr><td>x</td></tr>" * 601)
    with pytest.raises(DocumentTooLarge, match="too long"):
        render_pdf("x" * 3_000_001)
