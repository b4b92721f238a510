"""Any document as HTML for print."""

from app.documents.paper import Block, Bullets, Chart, Heading, Paper, Paragraph, Table, WritingSpace
from app.documents.templates import environment
from app.documents.timeline import Timeline

_KINDS = {
    Heading: "heading",
    Paragraph: "paragraph",
    Bullets: "bullets",
    Table: "table",
    Chart: "chart",
    Timeline: "timeline",
    WritingSpace: "space",
}


def paper_to_html(paper: Paper) -> str:
    """Return the document as one HTML page, ready for `render_pdf`. All of it: nothing is shortened."""
    return environment().get_template("printed/paper.html").render(paper=paper, blocks=named_blocks(paper))


def named_blocks(paper: Paper) -> list[tuple[str, Block]]:
    """Each block with the name of its kind, for a template: in print and on the screen."""
    return [(_KINDS[type(block)], block) for block in paper.blocks]
