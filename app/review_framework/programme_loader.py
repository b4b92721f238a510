"""Programmes from their files. A file dropped into `programmes/` is a new programme or version."""

from functools import cache
from pathlib import Path

from app.review_framework.check_versions import version_files
from app.review_framework.programme_check import PROGRAMMES, examine_programme
from app.review_framework.programme_types import Programme
from app.review_framework.versioned_files import exactly, load_each, newest, read_checked


def load_programme(path: Path | str) -> Programme:
    """The programme in this file. Raises BrokenFramework, which carries every fault found."""
    return read_checked(examine_programme(path), Programme)


@cache
def all_programmes(folder: Path = PROGRAMMES) -> tuple[Programme, ...]:
    """Every programme in the folder, by id and then by version, oldest first. Raises BrokenFramework."""
    return load_each(version_files(folder), load_programme)


def get_programme(
    id: str,  # noqa: A002 - it is the programme's own word for it
    version: str,
    *,
    folder: Path = PROGRAMMES,
) -> Programme:
    """Exactly this version. Raises KeyError."""
    return exactly(all_programmes(folder), id, version, noun="programme")


def latest_programme(
    id: str,  # noqa: A002 - it is the programme's own word for it
    *,
    folder: Path = PROGRAMMES,
) -> Programme:
    """The newest version of this programme. Raises KeyError."""
    return newest(all_programmes(folder), id, noun="programme")
