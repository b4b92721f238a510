"""Looking through a file in a process of its own, which may die of it: a small PDF can unpack to all memory there is.

The process gets the file and nothing else: no settings, no database. What it takes too much of, ends it.
"""

import json
import resource
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore

from app.files.check import make_safe
from app.files.kinds import FileKind, FileRefused, SafeFile
from app.language import gettext as _

HOUSE = Path(__file__).parents[2]
MOST_MEMORY = 1_500_000_000
MOST_CPU_S = 20
MOST_S = 60
"""By the clock on the wall: on a busy machine, far more than the work takes."""
AT_ONCE = 2
ROOMS = BoundedSemaphore(AT_ONCE)
MOST_WAIT_S = 15


def make_safe_apart(name: str, content: bytes) -> SafeFile:
    """As make_safe, whatever the file does to the process that looks at it. Raises FileRefused."""
    if not ROOMS.acquire(timeout=MOST_WAIT_S):
        raise FileRefused(_("Many files are being added just now, so yours was not. Try again in a minute."))
    try:
        return _answer(_look_apart(name, content))
    finally:
        ROOMS.release()


def _look_apart(name: str, content: bytes) -> bytes:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "app.files.apart"],
            input=json.dumps(name).encode() + b"\n" + content,
            capture_output=True,
            cwd=HOUSE,
            env={},
            timeout=MOST_S,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        raise FileRefused(
            _("This file could not be looked through: it takes too long, or too much memory. Print it to a new PDF.")
        ) from None
    return done.stdout


def _answer(given: bytes) -> SafeFile:
    said, _newline, safe = given.partition(b"\n")
    answer = json.loads(said)
    if "refused" in answer:
        raise FileRefused(answer["refused"])
    return SafeFile(answer["name"], FileKind(answer["kind"]), safe)


def look() -> None:
    """What the process does: reads from its standard input, answers on its standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_S, MOST_CPU_S))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    name, _newline, content = sys.stdin.buffer.read().partition(b"\n")
    try:
        safe = make_safe(json.loads(name), content)
        answer, kept = {"name": safe.name, "kind": str(safe.kind)}, safe.content
    except FileRefused as refused:
        answer, kept = {"refused": str(refused)}, b""
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + kept)


if __name__ == "__main__":
    look()
