"""Programmes from their files. A file dropped into `programmes/` is a new programme or version."""

import json
from functools import cache
from pathlib import Path

from app.review_framework.fault import BrokenFramework
from app.review_framework.programme_check import PROGRAMMES, examine_programme, programme_files
from app.review_framework.programme_types import Programme
from app.review_framework.types import version_key


def load_programme(path: Path | str) -> Programme:
    """The programme in this file. Raises BrokenFramework, which carries every fault found."""
    source = examine_programme(path)
    if source.faults or source.root is None:
        raise BrokenFramework(source.faults)
    return Programme.model_validate_json(json.dumps(source.root.plain()))


@cache
def all_programmes(folder: Path = PROGRAMMES) -> tuple[Programme, ...]:
    """Every programme in the folder, by id and then by version, oldest first. Raises BrokenFramework."""
    found = [load_programme(path) for path in programme_files(folder)]
    return tuple(sorted(found, key=lambda one: (one.id, version_key(one.version))))


def get_programme(
    id: str,  # noqa: A002 - it is the programme's own word for it
    version: str,
    *,
    folder: Path = PROGRAMMES,
) -> Programme:
    """Exactly this version. Raises KeyError."""
    for programme in all_programmes(folder):
        if (programme.id, programme.version) == (id, version):
            return programme
    raise KeyError(f"there is no programme {id} {version}")


def latest_programme(
    id: str,  # noqa: A002 - it is the programme's own word for it
    *,
    folder: Path = PROGRAMMES,
) -> Programme:
    """The newest version of this programme. Raises KeyError."""
    versions = [programme for programme in all_programmes(folder) if programme.id == id]
    if not versions:
        raise KeyError(f"there is no programme {id}")
    return versions[-1]
