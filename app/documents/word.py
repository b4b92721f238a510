"""Any document as a Word file that can be edited: real headings, lists and tables, not the look of them."""

import io
from datetime import datetime, time, timezone
from typing import Any

import docx
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from app.documents.glyphs import printable
from app.documents.paper import Block, Bullets, Chart, Heading, Paper, Paragraph, Table, WritingSpace

FONT = "Arial"
INK = RGBColor(0x10, 0x24, 0x2E)
DEEP = RGBColor(0x14, 0x3C, 0x4F)
GREY = RGBColor(0x3D, 0x4B, 0x52)
TEXT_WIDTH = 170
"""In millimetres, between the margins."""
ROW_TO_WRITE_IN = Mm(14)
_SIZES = {"Title": 22, "Heading 1": 15, "Heading 2": 12, "Heading 3": 11}


def to_docx(paper: Paper) -> bytes:
    """Return the document as a .docx file with the same words as its PDF."""
    document = docx.Document()
    _style(document, paper.lang)
    _describe(document, paper)
    _run_along(document, paper)
    _say(document.add_paragraph(), paper.kicker, grey=True)
    _say(document.add_paragraph(style="Title"), paper.title)
    if paper.school_name:
        school = document.add_paragraph()
        _say(school, paper.school_name, bold=True)
        _say(school, f"  {paper.urn_in_words}", grey=True)
    for name, value in paper.facts:
        fact = document.add_paragraph()
        fact.paragraph_format.space_after = Pt(0)
        _say(fact, f"{name}: ", bold=True)
        _say(fact, value)
    lead = document.add_paragraph()
    lead.paragraph_format.space_before = Pt(8)
    _say(lead, paper.about, grey=True)
    for block in paper.blocks:
        _add(document, block)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _add(document: Any, block: Block) -> None:
    if isinstance(block, Heading):
        heading = document.add_paragraph(style=f"Heading {block.level}")
        heading.paragraph_format.page_break_before = block.opens_page
        _say(heading, block.text)
    elif isinstance(block, Paragraph):
        _add_paragraph(document, block)
    elif isinstance(block, Bullets):
        _add_bullets(document, block)
    elif isinstance(block, Table):
        _add_table(document, block)
    elif isinstance(block, Chart):
        _add_table(document, block.table)
    elif isinstance(block, WritingSpace):
        _add_space(document, block)


def _add_paragraph(document: Any, block: Paragraph) -> None:
    paragraph = document.add_paragraph()
    if block.label:
        _say(paragraph, f"{block.label} ", bold=True)
    for run in block.runs:
        made = _say(paragraph, run.text, bold=run.mark in {"strong", "added"}, grey=block.quiet)
        made.font.strike = run.mark == "removed" or None
        made.font.underline = run.mark == "added" or None
    if block.source:
        _say(paragraph, f" {block.source}", grey=True, size=9)
    _add_note(paragraph, block.note)


def _add_bullets(document: Any, block: Bullets) -> None:
    number = _new_numbering(document) if block.numbered else None
    for one in block.items:
        paragraph = document.add_paragraph(style="List Number" if block.numbered else "List Bullet")
        if number is not None:
            paragraph.paragraph_format.element.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number
        _say(paragraph, one.text)
        if one.source:
            _say(paragraph, f" {one.source}", grey=True, size=9)
        _add_note(paragraph, one.note)


def _add_note(paragraph: Any, note: str) -> None:
    if note:
        paragraph.add_run().add_break(WD_BREAK.LINE)
        _say(paragraph, note, grey=True, size=9)


def _new_numbering(document: Any) -> int:
    """A list of its own: Word would otherwise go on counting from the list before."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element
    first = style.pPr.numPr.numId.val
    abstract = next(one for one in numbering.num_lst if one.numId == first).abstractNumId.val
    made = numbering.add_num(abstract)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    number: int = made.numId
    return number


def _add_table(document: Any, block: Table) -> None:
    caption = document.add_paragraph(style="Caption")
    caption.paragraph_format.keep_with_next = True
    _say(caption, block.caption)
    table = document.add_table(rows=0, cols=len(block.columns), style="Table Grid")
    _share_out(table, block)
    for row in (block.columns, *block.rows):
        cells = table.add_row().cells
        for place, text in enumerate(row):
            _say(cells[place].paragraphs[0], text, bold=row is block.columns or place == 0, size=10)
            cells[place].paragraphs[0].paragraph_format.space_after = Pt(2)
    _mark_row(table.rows[0], "w:tblHeader")
    for number, row in enumerate(table.rows):
        _mark_row(row, "w:cantSplit")
        if block.to_write_in and number:
            row.height = ROW_TO_WRITE_IN
    properties = table._tbl.tblPr
    for tag, value in (("w:tblCaption", block.caption), ("w:tblDescription", ", ".join(block.columns))):
        described = OxmlElement(tag)
        described.set(qn("w:val"), printable(value))
        properties.append(described)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _share_out(table: Any, block: Table) -> None:
    """Word asks the columns for their widths, others ask each cell: a row takes its cells' from the columns."""
    if not block.shares:
        return
    table.autofit = False
    for column, width in zip(table.columns, block.widths, strict=True):
        column.width = Mm(TEXT_WIDTH * width / 100)


def _mark_row(row: Any, tag: str) -> None:
    mark = OxmlElement(tag)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _add_space(document: Any, block: WritingSpace) -> None:
    """One paragraph in a box: it grows as somebody types, and a screen reader meets one thing and not many lines."""
    label = document.add_paragraph()
    label.paragraph_format.keep_with_next = True
    label.paragraph_format.space_after = Pt(2)
    _say(label, block.label, bold=True)
    box = document.add_paragraph(style="Writing space")
    run = box.add_run()
    for _line in range(block.lines - 1):
        run.add_break(WD_BREAK.LINE)


def _say(paragraph: Any, text: str, *, bold: bool = False, grey: bool = False, size: int = 0) -> Any:
    run = paragraph.add_run(printable(text))
    run.bold = bold or None
    if grey:
        run.font.color.rgb = GREY
    if size:
        run.font.size = Pt(size)
    return run


def _style(document: Any, lang: str) -> None:
    styles = document.styles
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Caption"):
        style = styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        # A theme's font wins over a named one, so the theme's go.
        for attribute in list(fonts.attrib):
            del fonts.attrib[attribute]
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), FONT)
        style.font.color.rgb = INK if name == "Normal" else DEEP
        style.font.size = Pt(_SIZES.get(name, 11))
        style.font.italic = False
        style.paragraph_format.space_after = Pt(6)
    for name in ("Heading 1", "Heading 2", "Heading 3"):
        styles[name].paragraph_format.space_before = Pt(14 if name == "Heading 1" else 10)
        styles[name].paragraph_format.keep_with_next = True
    space = styles.add_style("Writing space", 1)
    space.base_style = styles["Normal"]
    _box(space.element.get_or_add_pPr())
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), lang)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)


def _box(properties: Any) -> None:
    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "4"), ("color", "5C6B73")):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    properties.append(borders)


def _describe(document: Any, paper: Paper) -> None:
    about = document.core_properties
    about.title = printable(paper.title)[:255]
    about.author = about.last_modified_by = printable(paper.school_name or paper.framework)[:255]
    about.subject = printable(paper.about)[:255]
    about.comments = printable(paper.status)[:255]
    about.language = paper.lang
    # The day of what it shows, so that an unchanged review gives an unchanged document.
    about.created = about.modified = datetime.combine(paper.dated, time(), timezone.utc)  # noqa: UP017  The library compares with it.
    about.revision = 1


def _run_along(document: Any, paper: Paper) -> None:
    """On every page: whose it is, whether it is a draft, the framework, and the page's number."""
    section = document.sections[0]
    top = section.header.paragraphs[0]
    _say(top, paper.school_name or paper.title, bold=True, size=9)
    _say(top, f"  ·  {paper.status}  ·  {paper.dated_in_words}", bold=paper.is_draft, size=9)
    foot = section.footer.paragraphs[0]
    _say(foot, f"{paper.framework}  ·  {paper.page_word} ", grey=True, size=9)
    _count(foot, "PAGE")
    _say(foot, f" {paper.of_word} ", grey=True, size=9)
    _count(foot, "NUMPAGES")


def _count(paragraph: Any, field: str) -> None:
    """A number that Word fills in."""
    simple = OxmlElement("w:fldSimple")
    simple.set(qn("w:instr"), field)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    simple.append(run)
    paragraph._p.append(simple)
