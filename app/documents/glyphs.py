"""Characters that no font at hand can draw, and characters that no document should hold.

PDF/UA forbids the empty box that a font shows for a character it does not have. People do type emoji and
names in any script, and the fonts differ from server to server. So a character that cannot be drawn is
replaced by something a reader sees and a screen reader says:

- a symbol or emoji by its Unicode name in square brackets: `[party popper]`;
- anything else (a letter of a script without a font) by `▯`, or by `?` where even that is missing.

Joiners, variation selectors and skin tones beside a replaced emoji go with it. Control characters, byte-order
marks and other non-characters are dropped: they draw nothing, and they break the text layer.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

PLACEHOLDER = "▯"
LAST_RESORT = "?"

# Control characters but for tab and line ends, the byte-order mark, lone surrogates, non-characters.
_NEVER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufdd0-\ufdef\ud800-\udfff"
    + "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "]"
)
_LINE_SEPARATORS = re.compile("[\u2028\u2029]")
# Selectors, the joiner and skin tones modify the emoji before them and mean nothing once it is a word.
_EMOJI_MODIFIERS = "\u200d\ufe0e\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"


def drop_unprintable(root: Any) -> None:
    """Leave no character in the parsed document's text or attributes that a PDF text layer may not hold."""
    for element, name, value in list(_texts(root)):
        clean = printable(value)
        if clean != value:
            _set(element, name, clean)


def printable(text: str) -> str:
    """Return the text without the characters that no document may hold."""
    return _LINE_SEPARATORS.sub("\n", _NEVER.sub("", text))


def replace_missing(root: Any, missing: frozenset[int]) -> None:
    """Leave no code point of `missing` in the parsed document: see the module for what stands instead."""
    if not missing:
        return
    pattern = re.compile("([" + "".join(re.escape(chr(point)) for point in sorted(missing)) + "])"
                         f"[{_EMOJI_MODIFIERS}]*")  # fmt: skip
    last_resort = ord(PLACEHOLDER) in missing
    for element, name, value in list(_texts(root)):
        replaced = pattern.sub(lambda match: stand_in(match[1], last_resort=last_resort), value)
        if replaced != value:
            _set(element, name, replaced)


def stand_in(character: str, *, last_resort: bool = False) -> str:
    """Return what is shown instead of a character that no font has."""
    if character in _EMOJI_MODIFIERS:
        return ""
    name = unicodedata.name(character, "")
    if name and unicodedata.category(character) in ("So", "Sm", "Sk", "Sc"):
        return f"[{name.lower()}]"
    return LAST_RESORT if last_resort else PLACEHOLDER


def _texts(root: Any) -> Iterator[tuple[Any, str, str]]:
    for element in root.iter():
        if element.text:
            yield element, "text", element.text
        if element.tail:
            yield element, "tail", element.tail
        for name, value in element.attrib.items():
            yield element, f"@{name}", value


def _set(element: Any, name: str, value: str) -> None:
    if name.startswith("@"):
        element.set(name[1:], value)
    else:
        setattr(element, name, value)
