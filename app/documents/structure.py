"""The structure tree of a PDF as plain Python objects: read once, changed freely, written back once.

Walking pikepdf objects costs a crossing into C++ for every look; a long table has ten thousand elements.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Pdf


@dataclass(frozen=True)
class Mark:
    """A run of page content, by the number it is marked with on its page (both from 0)."""

    page: int
    number: int


@dataclass(eq=False)
class Node:
    """A structure element: its kind without the slash (`H1`, `TD`), and what is in it, in reading order."""

    element: Object
    kind: str
    page: int | None
    parent: Node | None = None
    kids: list[Kid] = field(default_factory=list)
    changed: bool = False

    @property
    def nodes(self) -> list[Node]:
        return [kid for kid in self.kids if isinstance(kid, Node)]

    @property
    def object_references(self) -> list[Object]:
        """The annotations that belong to this element."""
        return [kid for kid in self.kids if not isinstance(kid, Node | Mark)]

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, in reading order."""
        yield self
        for node in self.nodes:
            yield from node.walk()

    def marks(self) -> Iterator[Mark]:
        """Yield every mark in this node and below, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Mark):
                yield kid
            elif isinstance(kid, Node):
                yield from kid.marks()

    def set_kids(self, kids: list[Kid]) -> None:
        self.kids = kids
        self.changed = True
        for kid in kids:
            if isinstance(kid, Node) and kid.parent is not self:
                kid.parent = self
                kid.changed = True

    def set_kind(self, kind: str) -> None:
        self.kind = kind
        self.changed = True

    def add_attributes(self, owner: str, **attributes: Object | int) -> None:
        """Leave the attributes in the element's dictionary of that owner, beside any that are there."""
        held = self.element.get("/A")
        if isinstance(held, Dictionary) and held.get("/O") == Name(f"/{owner}"):
            target: Object = held
        elif held is None:
            target = Dictionary(O=Name(f"/{owner}"))
            self.element.A = target
        else:
            target = Dictionary(O=Name(f"/{owner}"))
            held = held if isinstance(held, Array) else Array([held])
            self.element.A = Array([*held, target])
        for name, value in attributes.items():
            target[f"/{name}"] = value


# What an element holds: elements, marks, or references to annotations.
Kid = Node | Mark | Object


class StructureTree:
    """The structure of an open PDF. `write()` puts every change back."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self._pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        top = pdf.Root.StructTreeRoot.K
        self.root = self._read(top[0] if isinstance(top, Array) else top, None)

    def walk(self) -> list[Node]:
        """Return every node in reading order, as a list: repairs move nodes while they go through it."""
        return list(self.root.walk())

    def of_kind(self, *kinds: str) -> list[Node]:
        return [node for node in self.root.walk() if node.kind in kinds]

    def wrap(self, kids: list[Kid], kind: str, within: Node) -> Node:
        """Return a new node around `kids`, on the page of `within`. The caller puts it in its place."""
        element = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{kind}")))
        if within.page is not None:
            element.Pg = self.pdf.pages[within.page].obj
        node = Node(element, kind, within.page, within)
        node.set_kids(kids)
        return node

    def write(self) -> None:
        """Every changed node is in the PDF as it is here, and the parent tree agrees."""
        for node in self.root.walk():
            if node.changed:
                node.element.S = Name(f"/{node.kind}")
                node.element.K = Array([_written(kid) for kid in node.kids])
                if node.parent is not None:
                    node.element.P = node.parent.element
        self._write_parent_tree()

    def _write_parent_tree(self) -> None:
        """Rebuild the map from marks and annotations to elements: a stale entry points at an orphan."""
        owners: dict[int, dict[int, Object]] = {number: {} for number in range(len(self.pdf.pages))}
        annotations: dict[int, Object] = {}
        for node in self.root.walk():
            for kid in node.kids:
                if isinstance(kid, Mark):
                    owners[kid.page][kid.number] = node.element
                elif not isinstance(kid, Node) and "/StructParent" in kid.Obj:
                    annotations[int(kid.Obj.StructParent)] = node.element
        numbers = Array()
        for page, marks in owners.items():
            numbers.append(int(self.pdf.pages[page].obj.get("/StructParents", page)))
            # None becomes a null: the number is on the page but belongs to no element.
            row = [marks.get(number) for number in range(max(marks, default=-1) + 1)]
            numbers.append(self.pdf.make_indirect(Array(row)))
        for key in sorted(annotations):
            numbers.append(key)
            numbers.append(annotations[key])
        root = self.pdf.Root.StructTreeRoot
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=numbers))
        root.ParentTreeNextKey = max([len(owners) - 1, *annotations]) + 1

    def _read(self, element: Object, parent: Node | None) -> Node:
        page = element.get("/Pg")
        number = parent.page if parent is not None else None
        if page is not None:
            number = self._pages[page.objgen]
        node = Node(element, str(element.S)[1:], number, parent)
        content = element.get("/K")
        kids = [] if content is None else list(content) if isinstance(content, Array) else [content]
        for kid in kids:
            if isinstance(kid, int):
                node.kids.append(Mark(node.page if node.page is not None else 0, kid))
            elif "/S" in kid:
                node.kids.append(self._read(kid, node))
            else:
                node.kids.append(kid)
        return node


def _written(kid: Kid) -> Object | int:
    if isinstance(kid, Node):
        return kid.element
    return kid.number if isinstance(kid, Mark) else kid
