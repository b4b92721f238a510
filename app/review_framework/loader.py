"""Frameworks from their files. Adding a file to `frameworks/` is all it takes to add a framework or a version."""

import json
from functools import cache
from pathlib import Path

from app.review_framework.check import FRAMEWORKS, check, framework_files
from app.review_framework.fault import BrokenFramework, Fault
from app.review_framework.types import Framework, version_key
from app.review_framework.yaml_source import read


def load_framework(path: Path | str) -> Framework:
    """The framework in this file. Raises BrokenFramework, which carries every fault, if the checker finds any."""
    if faults := check(path):
        raise BrokenFramework(faults)
    root = read(Path(path)).root
    if root is None:  # Only if the file changed between the two readings.
        raise BrokenFramework(check(path))
    return Framework.model_validate_json(json.dumps(root.plain()))


@cache
def all_frameworks(folder: Path = FRAMEWORKS) -> tuple[Framework, ...]:
    """Every framework in the folder, by id and then by version, oldest first. Raises BrokenFramework."""
    found: dict[tuple[str, str], Framework] = {}
    for path in framework_files(folder):
        framework = load_framework(path)
        key = (framework.id, framework.version)
        if key in found:
            raise BrokenFramework([Fault(path, 1, f"{framework.id} {framework.version} is already in another file")])
        found[key] = framework
    return tuple(sorted(found.values(), key=lambda f: (f.id, version_key(f.version))))


def get_framework(id: str, version: str, *, folder: Path = FRAMEWORKS) -> Framework:
    """Exactly this version. Raises KeyError."""
    for framework in all_frameworks(folder):
        if (framework.id, framework.version) == (id, version):
            return framework
    raise KeyError(f"there is no framework {id} {version}")


def latest_framework(id: str, *, folder: Path = FRAMEWORKS) -> Framework:
    """The newest version of this framework. Raises KeyError."""
    versions = [framework for framework in all_frameworks(folder) if framework.id == id]
    if not versions:
        raise KeyError(f"there is no framework {id}")
    return versions[-1]
