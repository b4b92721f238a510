"""Coaching from its files. A file dropped into `coaching/` is a new version of it."""

import json
from functools import cache
from pathlib import Path

from app.review_framework.coaching_check import COACHING, coaching_files, examine_coaching
from app.review_framework.coaching_types import Coaching
from app.review_framework.fault import BrokenFramework
from app.review_framework.types import version_key

DEFAULT = "wss-coaching"
"""What a programme's sessions, and a school without a programme, follow."""


def load_coaching(path: Path | str) -> Coaching:
    """The coaching in this file. Raises BrokenFramework, which carries every fault found."""
    source = examine_coaching(path)
    if source.faults or source.root is None:
        raise BrokenFramework(source.faults)
    return Coaching.model_validate_json(json.dumps(source.root.plain()))


@cache
def all_coaching(folder: Path = COACHING) -> tuple[Coaching, ...]:
    """Every version in the folder, by id and then by version, oldest first. Raises BrokenFramework."""
    found = [load_coaching(path) for path in coaching_files(folder)]
    return tuple(sorted(found, key=lambda one: (one.id, version_key(one.version))))


def get_coaching(
    id: str,  # noqa: A002 - it is the definition's own word for it
    version: str,
    *,
    folder: Path = COACHING,
) -> Coaching:
    """Exactly this version. Raises KeyError."""
    for one in all_coaching(folder):
        if (one.id, one.version) == (id, version):
            return one
    raise KeyError(f"there is no coaching {id} {version}")


def latest_coaching(
    id: str = DEFAULT,  # noqa: A002 - it is the definition's own word for it
    *,
    folder: Path = COACHING,
) -> Coaching:
    """The newest version. Raises KeyError."""
    versions = [one for one in all_coaching(folder) if one.id == id]
    if not versions:
        raise KeyError(f"there is no coaching {id}")
    return versions[-1]
