"""The after-pass: what WeasyPrint leaves undone in a tagged PDF, put right one named repair at a time.

PDF/UA-1 is ISO 14289-1; "Table" and section numbers below are of ISO 32000-1 (PDF 1.7). Each repair has a
test that fails without it. When a WeasyPrint release makes one needless, its test says so: see decision 0004.
"""

import io
import re
from itertools import groupby

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, String

from app.documents.marks import POINTS_PER_PIXEL, MarkedContent
from app.documents.structure import Kid, Mark, Node, StructureTree

_HEADING = re.compile(r"H([1-6])")
_ROMAN = re.compile(r"[ivxlcdm]+", re.IGNORECASE)
_LIST_MARKS = {"•": "Disc", "◦": "Circle", "○": "Circle", "▪": "Square", "■": "Square", "": "None"}
# Cells may be empty and still hold their place in the table; anything else without content says nothing.
_MAY_BE_EMPTY = {"TD", "TH", "Document"}


def repair(pdf: bytes, *, lang: str) -> bytes:
    """Return the PDF with its tags completed to PDF/UA-1; the same bytes for the same input."""
    with Pdf.open(io.BytesIO(pdf)) as document:
        content = MarkedContent(document)
        tree = StructureTree(document)
        tagged = set(tree.root.marks())

        gather_link_annotations(tree)
        wrap_list_bodies(tree)
        nest_lists_in_items(tree)
        drop_undescribed_figures(tree)
        place_figures(tree, content)
        drop_empty_elements(tree)
        close_heading_gaps(tree)
        name_list_numbering(tree, content)
        scope_table_headers(tree)
        index_table_headers(tree)
        name_links(tree, content)
        decorative = tagged - set(tree.root.marks())
        tree.write()
        mark_artifacts(content, tagged=tagged, decorative=decorative)
        complete_catalogue(document, tree, content, lang=lang)

        output = io.BytesIO()
        # The identifier follows from the content, so that equal documents are equal files.
        document.save(output, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return output.getvalue()


def gather_link_annotations(tree: StructureTree) -> None:
    """A picture inside a link gets its own annotation, whose parent is then a Figure and not the Link."""
    for link in tree.of_kind("Link"):
        for node in list(link.walk())[1:]:
            annotations = node.object_references
            if annotations:
                node.set_kids([kid for kid in node.kids if isinstance(kid, Node | Mark)])
                link.set_kids([*annotations, *link.kids])


def wrap_list_bodies(tree: StructureTree) -> None:
    """A list item may hold a label and a body only (14.8.4.3.3); `<li><p>` comes without the body."""
    for item in tree.of_kind("LI"):
        labels = [kid for kid in item.kids if isinstance(kid, Node) and kid.kind == "Lbl"]
        rest = [kid for kid in item.kids if kid not in labels]
        if rest and not all(isinstance(kid, Node) and kid.kind == "LBody" for kid in rest):
            bodies = [kid for each in rest for kid in _unwrapped(each)]
            item.set_kids([*labels, tree.wrap(bodies, "LBody", item)])


def nest_lists_in_items(tree: StructureTree) -> None:
    """A list inside an item comes beside the item; readers look for the level below in the item's body."""
    for outer in tree.of_kind("L"):
        kids: list[Node] = []
        for kid in outer.nodes:
            item = kids[-1] if kids else None
            if kid.kind == "L" and item is not None and item.kind == "LI":
                body = next((node for node in item.nodes if node.kind == "LBody"), None)
                if body is None:
                    body = tree.wrap([], "LBody", item)
                    item.set_kids([*item.kids, body])
                body.set_kids([*body.kids, kid])
            else:
                kids.append(kid)
        if len(kids) != len(outer.kids):
            outer.set_kids([*kids])


def drop_undescribed_figures(tree: StructureTree) -> None:
    """`alt=""` and an SVG without a title mean decoration; WeasyPrint makes figures of them all the same."""
    for figure in tree.of_kind("Figure"):
        if not str(figure.element.get("/Alt", "")).strip():
            _remove(figure)


def place_figures(tree: StructureTree, content: MarkedContent) -> None:
    """A figure's box is written in CSS pixels from the top; PDF wants points from the bottom (14.8.5.4.3)."""
    for figure in tree.of_kind("Figure"):
        attributes = figure.element.get("/A")
        if figure.page is None or attributes is None or "/BBox" not in attributes:
            continue
        height = content.pages[figure.page].height
        left, top, right, bottom = (float(side) * POINTS_PER_PIXEL for side in attributes.BBox)
        box = (left, height - bottom, right, height - top)
        attributes.BBox = Array([round(side, 3) for side in box])
        attributes.Placement = Name.Block


def drop_empty_elements(tree: StructureTree) -> None:
    """An empty heading, paragraph or list is announced and then says nothing."""
    for node in reversed(tree.walk()):
        if not node.kids and node.kind not in _MAY_BE_EMPTY and node.parent is not None:
            _remove(node)


def close_heading_gaps(tree: StructureTree) -> None:
    """The first heading is an H1 and none skips a level (ISO 14289-1, 7.4.2); siblings stay siblings."""
    above: list[int] = []
    for node in tree.walk():
        if heading := _HEADING.fullmatch(node.kind):
            level = int(heading[1])
            while above and above[-1] >= level:
                above.pop()
            above.append(level)
            if len(above) != level:
                node.set_kind(f"H{len(above)}")


def name_list_numbering(tree: StructureTree, content: MarkedContent) -> None:
    """A list with labels says how it is numbered (ISO 14289-1, 7.6), so that a reader can announce it."""
    for node in tree.of_kind("L"):
        label = next((kid for item in node.nodes for kid in item.nodes if kid.kind == "Lbl"), None)
        shown = content.text(label.marks()) if label else ""
        node.add_attributes("List", ListNumbering=Name(f"/{_numbering(shown)}"))


def scope_table_headers(tree: StructureTree) -> None:
    """Header cells say whether they head a column or a row; WeasyPrint does not pass `scope` on."""
    for row in tree.of_kind("TR"):
        in_head = row.parent is not None and row.parent.kind == "THead"
        has_data = any(cell.kind == "TD" for cell in row.nodes)
        for cell in row.nodes:
            if cell.kind == "TH":
                scope = Name.Row if has_data and not in_head else Name.Column
                cell.add_attributes("Table", Scope=scope)


def index_table_headers(tree: StructureTree) -> None:
    """Cells name headers by identifier; without the index of identifiers (Table 322) none can be found."""
    cells = {bytes(node.element.ID): node.element for node in tree.of_kind("TH") if "/ID" in node.element}
    if cells:
        names = Array()
        for key in sorted(cells):
            names.append(String(key.decode()))
            names.append(cells[key])
        limits = Array([names[0], names[-2]])
        leaf = tree.pdf.make_indirect(Dictionary(Limits=limits, Names=names))
        tree.pdf.Root.StructTreeRoot.IDTree = tree.pdf.make_indirect(Dictionary(Kids=Array([leaf])))


def name_links(tree: StructureTree, content: MarkedContent) -> None:
    """A link is announced by its words, or by its picture's description, and not by its address.

    A link that runs over a line end is one link in pieces: each piece carries the whole name.
    """
    for node in tree.walk():
        for target, pieces in groupby(node.kids, key=_link_target):
            if target is None:
                continue
            links = [piece for piece in pieces if isinstance(piece, Node)]
            name = " ".join(filter(None, (_name(link, content) for link in links)))
            for reference in (ref for link in links for ref in link.object_references):
                if name:
                    reference.Obj.Contents = String(name)


def mark_artifacts(content: MarkedContent, *, tagged: set[Mark], decorative: set[Mark]) -> None:
    """Running headers, footers and page numbers carry marks that no element owns: they become artifacts.

    WeasyPrint knows that they must not be read out on every page, but marks them as text and leaves them
    orphans.
    """
    for page in content.pages:
        running = {number for number in page.runs if Mark(page.number, number) not in tagged}
        dropped = {mark.number for mark in decorative if mark.page == page.number}
        if running or dropped:
            page.make_artifacts(dropped, running)


def complete_catalogue(pdf: Pdf, tree: StructureTree, content: MarkedContent, *, lang: str) -> None:
    """Title, language, tab order and the PDF/UA identifier are there whatever the HTML lacked."""
    root = pdf.Root
    if not str(root.get("/Lang", "")):
        root.Lang = String(lang)
    root.MarkInfo = Dictionary(Marked=True, Suspects=False)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    for page in pdf.pages:
        page.obj.Tabs = Name.S
    if not str(pdf.docinfo.get("/Title", "")).strip():
        first = next((node for node in tree.walk() if _HEADING.fullmatch(node.kind)), None)
        title = (content.text(first.marks()) if first else "") or "Document"
        pdf.docinfo.Title = String(title)
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["dc:title"] = title
            metadata["pdfuaid:part"] = "1"


def _numbering(label: str) -> str:
    text = label.strip().rstrip(".)")
    if text in _LIST_MARKS:
        return _LIST_MARKS[text]
    if text.isdecimal():
        return "Decimal"
    kind = "Roman" if _ROMAN.fullmatch(text) else "Alpha" if len(text) == 1 and text.isalpha() else ""
    return f"{'Upper' if text.isupper() else 'Lower'}{kind}" if kind else "Disc"


def _unwrapped(kid: Kid) -> list[Kid]:
    return kid.kids if isinstance(kid, Node) and kid.kind == "LBody" else [kid]


def _remove(node: Node) -> None:
    if node.parent is not None:
        node.parent.set_kids([kid for kid in node.parent.kids if kid is not node])


def _link_target(kid: object) -> str | None:
    if isinstance(kid, Node) and kid.kind == "Link" and kid.object_references:
        annotation = kid.object_references[0].Obj
        return str(annotation.A.URI) if "/A" in annotation else f"#{annotation.get('/Dest', '')}"
    return None


def _name(link: Node, content: MarkedContent) -> str:
    pictures = (str(node.element.get("/Alt", "")) for node in link.walk() if node.kind == "Figure")
    return " ".join(filter(None, [content.text(link.marks()), *pictures]))
