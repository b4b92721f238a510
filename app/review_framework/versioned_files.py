"""What frameworks and programmes share: files of a folder, each one version of something, found by id and version."""

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from pydantic import BaseModel

from app.review_framework.fault import BrokenFramework, Fault
from app.review_framework.types import version_key
from app.review_framework.yaml_source import Source


class Versioned(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def version(self) -> str: ...


One = TypeVar("One", bound=Versioned)
Model = TypeVar("Model", bound=BaseModel)


def read_checked(source: Source, kind: type[Model]) -> Model:
    """What a checked file holds. Raises BrokenFramework, which carries every fault found."""
    if source.faults or source.root is None:
        raise BrokenFramework(source.faults)
    return kind.model_validate_json(json.dumps(source.root.plain()))


def load_each(paths: Iterable[Path], load: Callable[[Path], One]) -> tuple[One, ...]:
    """What is in every file, by id and then by version, oldest first. Raises BrokenFramework, also for two files with
    the same version of the same thing.
    """
    found: dict[tuple[str, str], One] = {}
    for path in paths:
        one = load(path)
        key = (one.id, one.version)
        if key in found:
            raise BrokenFramework([Fault(path, 1, f"{one.id} {one.version} is already in another file")])
        found[key] = one
    return tuple(sorted(found.values(), key=lambda one: (one.id, version_key(one.version))))


def exactly(found: Iterable[One], name: str, version: str, *, noun: str) -> One:
    """Exactly this version. Raises KeyError."""
    for one in found:
        if (one.id, one.version) == (name, version):
            return one
    raise KeyError(f"there is no {noun} {name} {version}")


def newest(found: Sequence[One], name: str, *, noun: str) -> One:
    """The last version of it, in what `load_each` gave. Raises KeyError."""
    versions = [one for one in found if one.id == name]
    if not versions:
        raise KeyError(f"there is no {noun} {name}")
    return versions[-1]
