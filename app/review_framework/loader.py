"""Frameworks from their files. A file dropped into `frameworks/` is a new framework or version."""

import json
from functools import cache
from pathlib import Path

from app.review_framework.check import FRAMEWORKS, examine, framework_files
from app.review_framework.fault import BrokenFramework, Fault
from app.review_framework.types import Framework, version_key


def load_framework(path: Path | str) -> Framework:
    """The framework in this file. Raises BrokenFramework, which carries every fault found."""
    source = examine(path)
    if source.faults or source.root is None:
        raise BrokenFramework(source.faults)
    return Framework.model_validate_json(json.dumps(source.root.plain()))


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
    found: dict[tuple[str, str], Framework] = {}
    folders = [folder, *_more_folders] if folder == FRAMEWORKS else [folder]
    for path in (path for one in folders for path in framework_files(one)):
        framework = load_framework(path)
        key = (framework.id, framework.version)
        if key in found:
            raise BrokenFramework([Fault(path, 1, f"{framework.id} {framework.version} is already in another file")])
        found[key] = framework
    return tuple(sorted(found.values(), key=lambda f: (f.id, version_key(f.version))))


def get_framework(
    id: str,  # noqa: A002 - it is the framework's own word for it
    version: str,
    *,
    folder: Path = FRAMEWORKS,
) -> Framework:
    """Exactly this version. Raises KeyError."""
    for framework in all_frameworks(folder):
        if (framework.id, framework.version) == (id, version):
            return framework
    raise KeyError(f"there is no framework {id} {version}")


def latest_framework(
    id: str,  # noqa: A002 - it is the framework's own word for it
    *,
    folder: Path = FRAMEWORKS,
) -> Framework:
    """The newest version of this framework. Raises KeyError."""
    versions = [framework for framework in all_frameworks(folder) if framework.id == id]
    if not versions:
        raise KeyError(f"there is no framework {id}")
    return versions[-1]
