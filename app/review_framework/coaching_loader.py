"""Coaching from its files. A file dropped into `coaching/` is a new version of it."""

from functools import cache
from pathlib import Path

from app.review_framework.check_versions import version_files
from app.review_framework.coaching_check import COACHING, examine_coaching
from app.review_framework.coaching_types import Coaching
from app.review_framework.versioned_files import exactly, load_each, newest, read_checked

DEFAULT = "wss-coaching"
"""What a programme's sessions, and a school without a programme, follow."""


def load_coaching(path: Path | str) -> Coaching:
    """The coaching in this file. Raises BrokenFramework, which carries every fault found."""
    return read_checked(examine_coaching(path), Coaching)


@cache
def all_coaching(folder: Path = COACHING) -> tuple[Coaching, ...]:
    """Every version in the folder, by id and then by version, oldest first. Raises BrokenFramework."""
    return load_each(version_files(folder), load_coaching)


def get_coaching(name: str, version: str, *, folder: Path = COACHING) -> Coaching:
    """Exactly this version. Raises KeyError."""
    return exactly(all_coaching(folder), name, version, noun="coaching")


def latest_coaching(name: str = DEFAULT, *, folder: Path = COACHING) -> Coaching:
    """The newest version. Raises KeyError."""
    return newest(all_coaching(folder), name, noun="coaching")
