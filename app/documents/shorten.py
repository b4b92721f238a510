"""Cuts a text to the room there is for it, where a reader would pause."""

import re
from dataclasses import dataclass

from app.documents.measure import EMOJI_NAME, FIRST_EMOJI

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*(?=\s)")


@dataclass(frozen=True)
class Shortened:
    """A text as it is shown, and whether some of it is left out. It then ends in “…”."""

    text: str
    shortened: bool


def shorten(text: str, most: int) -> Shortened:
    """Return the text with white space collapsed, cut after a whole sentence to about so many characters.

    Where the first sentence is longer than that, it is cut after a word. What is cut ends in "…".
    """
    # Only the beginning is looked at: the longest texts are cut dozens of times on the way to a share.
    head = " ".join(text[: most * 3 + 60].split())
    text = head if len(head) > most + 20 else " ".join(text.split())
    # An emoji that no font has is printed as its name, so a text full of them has room for fewer characters.
    named = _named(text[:most])
    if len(text) + named <= most:
        return Shortened(text, False)
    most = min(len(text), most * most // (most + named))
    if len(text) <= most:
        return Shortened(text, False)
    ends = [end.end() for end in _SENTENCE_END.finditer(text, 0, most + 1)]
    # A sentence of three words is not what the paragraph says; then part of the next one is worth more.
    if ends and ends[-1] >= most * 0.35:
        return Shortened(f"{text[: ends[-1]].rstrip('…')} …", True)
    words, space, _ = text[:most].rpartition(" ")
    # No space to cut at: one enormous word, an address for instance.
    kept = words if space and len(words) >= most / 2 else text[: most - 1]
    return Shortened(f"{kept.rstrip(' ,;:–-')}…", True)


def first_words(text: str, most: int) -> str:
    """Return a label cut after a word to at most so many characters."""
    text = " ".join(text[: most * 4].split())
    if len(text) <= most:
        return text
    words, space, _ = text[:most].rpartition(" ")
    return f"{words if space else text[: most - 1]}…"


def _named(text: str) -> int:
    """Return how many more characters the text takes when its emoji are printed as names."""
    return sum(EMOJI_NAME for character in text if ord(character) >= FIRST_EMOJI)
