"""How many lines a text takes, without laying it out: the widths of the paper's own letters and a plain line breaker.

Laying a document out to see whether it fits would double the wait for it, and the service's own process never loads
the renderer. The widths are those of the bundled font; a test compares them with the file.
"""

from functools import lru_cache
from math import ceil

MM_PER_POINT = 25.4 / 72

# Space to tilde, in thousandths of the size of the letters.
PRINTABLE = (
    280, 281, 301, 655, 594, 927, 705, 160, 300, 300, 433, 602, 205, 368, 205, 377, 648, 402, 549, 574, 614, 583, 598,
    510, 615, 598, 205, 205, 553, 602, 553, 520, 780, 626, 619, 656, 673, 567, 548, 710, 690, 414, 510, 627, 539, 820,
    689, 727, 601, 753, 618, 596, 558, 690, 589, 840, 623, 595, 607, 315, 377, 315, 552, 396, 268, 526, 566, 500, 564,
    539, 311, 560, 546, 278, 254, 490, 239, 841, 546, 552, 566, 576, 340, 471, 324, 536, 441, 654, 461, 429, 460, 319,
    233, 319, 555,
)  # fmt: skip
PUNCTUATION = {"…": 696, "“": 398, "”": 398, "‘": 235, "’": 235, "–": 480, "—": 800, "·": 235, "•": 438}

_LATIN = 650
_OTHER_SCRIPT = 900
_FULL_WIDTH = 1050
_FIRST_OTHER_SCRIPT = 0x300
_FIRST_FULL_WIDTH = 0x2E80
_BOLD = 1.08

# Emoji and other symbols that few fonts have begin about here. They are printed as their names, in brackets.
FIRST_EMOJI = 0x1F000
EMOJI_NAME = 14
_EMOJI = EMOJI_NAME * 550

# A line is never filled to the last hair.
_SAFETY = 0.985


def count_lines(text: str, *, wide: float, size: float, bold: bool = False) -> int:
    """Return how many lines the text takes on a measure `wide` mm across, in letters of `size` points."""
    room = int(wide * _SAFETY / MM_PER_POINT / size * 1000 / (_BOLD if bold else 1))
    return _broken_into_lines(text, room)


@lru_cache(maxsize=4096)
def _broken_into_lines(text: str, room: int) -> int:
    lines, used = 0, 0
    for word in text.split():
        width = sum(_width(character) for character in word)
        if lines and used + PRINTABLE[0] + width <= room:
            used += PRINTABLE[0] + width
        else:
            # A word wider than a line begins one of its own and is broken anywhere.
            lines += max(1, ceil(width / (room * 0.96)))
            used = width if width <= room else width % room
    return lines


@lru_cache(maxsize=2048)
def _width(character: str) -> int:
    code = ord(character)
    if 32 <= code < 32 + len(PRINTABLE):
        return PRINTABLE[code - 32]
    if character in PUNCTUATION:
        return PUNCTUATION[character]
    if code < _FIRST_OTHER_SCRIPT:
        return _LATIN
    if code < _FIRST_FULL_WIDTH:
        return _OTHER_SCRIPT
    return _EMOJI if code >= FIRST_EMOJI else _FULL_WIDTH
