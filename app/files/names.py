"""The name a file is shown and downloaded under."""

import re
import unicodedata

from app.files.kinds import FileKind
from app.language import gettext as _

LONGEST_NAME = 120
ENDING = re.compile(r"\.(?=[a-z0-9]*[a-z])[a-z0-9]{1,5}$", re.IGNORECASE)
"""Has a letter in it: the 2026 of “Meeting 3.5.2026” is no ending."""
NOT_IN_A_NAME = re.compile(r'[<>:"|?*]')
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Control characters, and those that turn the direction of writing or show nothing. One joins emoji: it may stay."""
JOINER = "\u200d"


def clean_name(given: str, kind: FileKind) -> str:
    """The last part of the name given, without anything that is not seen, ending as its kind does."""
    name = re.split(r"[/\\]", given.replace("\x00", ""))[-1]
    name = "".join(one for one in name if one == JOINER or unicodedata.category(one) not in UNSEEN)
    name = NOT_IN_A_NAME.sub("_", unicodedata.normalize("NFC", name))
    stem = " ".join(name.split()).strip(". " + JOINER)
    ending = f".{kind.ending}"
    stem = ENDING.sub("", stem)
    while stem.lower().endswith(ending):
        stem = stem[: -len(ending)]
    stem = stem[: LONGEST_NAME - len(ending)].strip(". " + JOINER)
    return (stem or _("File without a name")) + ending
