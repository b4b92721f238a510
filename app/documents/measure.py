"""How many lines a text takes, without laying it out: the widths of the paper's own letters and a plain line breaker.

Laying a document out to see whether it fits would double the wait for it, and the service's own process never loads
the renderer. The widths are those of the bundled font; a test compares them with the file.
"""

from functools import lru_cache
from math import ceil

MM_PER_POINT = 25.4 / 72

# Space to tilde, in thousandths of the size of the letters.
PRINTABLE = (
    280, 286, 301, 651, 592, 919, 731, 160, 299, 299, 485, 606, 210, 362, 210, 387, 648, 407, 548, 576, 614, 588,
    598, 510, 615, 595, 210, 210, 553, 628, 553, 480, 778, 626, 613, 645, 669, 569, 552, 694, 694, 392, 512, 631,
    541, 824, 693, 714, 592, 724, 614, 592, 558, 690, 593, 856, 623, 575, 607, 317, 387, 344, 552, 372, 243, 525,
    566, 485, 564, 538, 314, 558, 550, 252, 245, 492, 262, 845, 550, 548, 566, 574, 349, 471, 326, 540, 461, 684,
    481, 449, 460, 344, 237, 344, 555,
)  # fmt: skip
PUNCTUATION = {"…": 670, "“": 399, "”": 399, "‘": 236, "’": 236, "–": 504, "—": 824, "·": 240, "•": 438}

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
