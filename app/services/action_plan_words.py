"""What changed between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_WORDS = 3_000
"""Of longer texts the whole of each is shown: comparing them word by word would take seconds."""
SAME, OUT, IN = "same", "out", "in"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that stayed (`same`), went (`out`) or came (`in`)."""

    kind: str
    words: str


def word_changes(before: str, after: str) -> list[Piece]:
    """In reading order; the pieces that are not `out` make up `after`, those that are not `in` make up `before`."""
    if before == after:
        return [Piece(SAME, before)] if before else []
    old, new = _words(before), _words(after)
    if len(old) + len(new) > MOST_WORDS:
        return [Piece(kind, text) for kind, text in ((OUT, before), (IN, after)) if text]
    pieces: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(SAME, "".join(old[i:j])))
            continue
        pieces += [Piece(kind, "".join(part)) for kind, part in ((OUT, old[i:j]), (IN, new[k:m])) if part]
    return pieces


def _words(text: str) -> list[str]:
    """Each word and each mark with the space before it."""
    return re.findall(r"\s*\w+|\s*[^\w\s]|\s+$", text)
