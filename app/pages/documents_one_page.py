"""Papers of one page about the plan: shortened kindly until they fit, and they say so where they are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.documents.one_page import fits
from app.documents.paper import Block, Bullet, Bullets, Heading, Paper, said
from app.documents.shorten import shorten
from app.language import gettext as _


@dataclass(frozen=True, slots=True)
class Room:
    """How much of each priority is shown: characters a text, and lines in a list."""

    text: int
    lines: int


ROOMS = (
    Room(700, 6),
    Room(480, 5),
    Room(360, 4),
    Room(300, 3),
    Room(240, 3),
    Room(200, 2),
    Room(150, 2),
    Room(120, 1),
    Room(90, 1),
    Room(70, 1),
    Room(60, 0),
    Room(40, 0),
    Room(24, 0),
)
"""From the most generous to the least; the first that fits is taken."""


class Cutter:
    """Cuts texts to a room, and remembers whether it had to."""

    def __init__(self, room: Room) -> None:
        self.room, self.cut = room, False

    def text(self, words: str, *, most: int | None = None) -> str:
        shown = shorten(words, self.room.text if most is None else min(most, self.room.text))
        self.cut = self.cut or shown.shortened
        return shown.text

    def bullets(self, texts: Sequence[str]) -> list[Block]:
        """As many as there is room for."""
        shown = [self.text(one) for one in texts[: self.room.lines]]
        self.cut = self.cut or len(texts) > len(shown)
        return [Bullets(tuple(Bullet(one) for one in shown))] if shown else []


Layout = Callable[[Cutter], list[Block]]


def on_one_page(paper: Paper, layout: Layout) -> Paper:
    """The paper with as much of its blocks as one page holds."""
    made = paper
    for room in ROOMS:
        cutter = Cutter(room)
        blocks = layout(cutter)
        if cutter.cut:
            blocks.append(said(_("Shortened to one page. The whole of it is in the SEND Action Plan."), quiet=True))
        made = replace(paper, blocks=tuple(blocks))
        if fits(made):
            return made
    return made


def labelled(label: str, words: str) -> list[Block]:
    return [said(words, label=label)] if words else []


def heading(text: str, cutter: Cutter, level: int = 1) -> Heading:
    return Heading(cutter.text(text, most=110), 1 if level == 1 else 2)
