"""Frameworks from their files. A file dropped into `frameworks/` is a new framework or version."""

from functools import cache
from pathlib import Path

from app.review_framework.check import FRAMEWORKS, examine
from app.review_framework.check_versions import version_files
from app.review_framework.types import Framework
from app.review_framework.versioned_files import exactly, load_each, newest, read_checked


def load_framework(path: Path | str) -> Framework:
    """The framework in this file. Raises BrokenFramework, which carries every fault found."""
    return read_checked(examine(path), Framework)


_more_folders: list[Path] = []


def add_folder(folder: Path) -> None:
    """The frameworks in this folder count among all from now on, beside those that ship with the app."""
    if folder not in _more_folders:
        _more_folders.append(folder)
        all_frameworks.cache_clear()


def remove_folder(folder: Path) -> None:
    """The frameworks in this folder are no longer among all."""
    if folder in _more_folders:
        _more_folders.remove(folder)
        all_frameworks.cache_clear()


@cache
def all_frameworks(folder: Path = FRAMEWORKS) -> tuple[Framework, ...]:
    """Every framework in the folder, by id and then by version, oldest first. Raises BrokenFramework."""
    folders = [folder, *_more_folders] if folder == FRAMEWORKS else [folder]
    return load_each((path for one in folders for path in version_files(one)), load_framework)


def get_framework(
    id: str,  # noqa: A002 - it is the framework's own word for it
    version: str,
    *,
    folder: Path = FRAMEWORKS,
) -> Framework:
    """Exactly this version. Raises KeyError."""
    return exactly(all_frameworks(folder), id, version, noun="framework")


def latest_framework(
    id: str,  # noqa: A002 - it is the framework's own word for it
    *,
    folder: Path = FRAMEWORKS,
) -> Framework:
    """The newest version of this framework. Raises KeyError."""
    return newest(all_frameworks(folder), id, noun="framework")
