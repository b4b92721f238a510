"""Work that no honest document does: it never ends, or takes its worker with it."""

import os
import time
from pathlib import Path


def hang(html: str, lang: str) -> bytes:
    time.sleep(600)
    return b""


def die(html: str, lang: str) -> bytes:
    os._exit(1)


def die_once(html: str, lang: str) -> bytes:
    """The first call dies and leaves the file that `html` names; the second finds it."""
    if Path(html).exists():
        return b"second"
    Path(html).touch()
    os._exit(1)
