"""What checkers share whose files hold a version of something each: the names of files, their folder, codes."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from app.review_framework.fault import Fault
from app.review_framework.publication import PUBLISHED, check_published
from app.review_framework.yaml_source import Source, Spot, read


def version_files(folder: Path) -> list[Path]:
    """The files in this folder that hold a version of something, in the order of their names."""
    return sorted(path for path in folder.glob("*.yaml") if path.name != PUBLISHED)


def check_each(folder: Path, check: Callable[[Path], list[Fault]]) -> list[Fault]:
    """Every fault of every file in this folder, and of their names."""
    return [fault for path in version_files(folder) for fault in (*check(path), *_misnamed(path))]


def check_folder(folder: Path, check: Callable[[Path], list[Fault]]) -> list[Fault]:
    """The same, and every fault of the published list where there is one."""
    return check_each(folder, check) + (check_published(folder) if (folder / PUBLISHED).is_file() else [])


def check_codes(source: Source, parts: Iterable[Spot], noun: str) -> None:
    """Each code that stands twice is a fault of the second place."""
    seen: dict[str, int] = {}
    for part in parts:
        code, line = part.text_of("code"), part.line_of("code")
        if code is not None and code in seen:
            source.fault(line, f"the {noun} code {code} is used twice; it is already on line {seen[code]}")
        elif code is not None:
            seen[code] = line


def _misnamed(path: Path) -> Iterator[Fault]:
    root = read(path).root
    name, version = (root.text_of("id"), root.text_of("version")) if root else (None, None)
    if root and name and version and path.name != f"{name}-{version}.yaml":
        message = f"the file holds {name} {version}, so its name must be {name}-{version}.yaml"
        yield Fault(path, root.line_of("id"), message)
