"""A published version never changes: schools' answers belong to its exact words.

`frameworks/published.yaml` keeps the SHA-256 of every published file. To publish a version:

    python -m app.review_framework.publication app/review_framework/frameworks/wss-mainstream-1.0.yaml
"""

import hashlib
import sys
from pathlib import Path

from app.review_framework.fault import Fault
from app.review_framework.yaml_source import Source, Spot, read

PUBLISHED = "published.yaml"


def content_hash(data: bytes) -> str:
    """The SHA-256 of the content. Line ends count as one kind, because Git changes them on some computers."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def changed_since_published(source: Source, root: Spot) -> None:
    """A fault at `version` if this file is published with other content, or if the list is unreadable."""
    listing = source.path.parent / PUBLISHED
    if not listing.is_file():
        return
    published = read(listing)
    if published.root is None:
        # An unreadable list must not open the guard.
        source.faults.extend(published.faults)
        return
    recorded = published.root.get(source.path.name)
    if recorded is not None and recorded.text != content_hash(source.data):
        version = root.text_of("version") or "this version"
        source.fault(
            root.line_of("version"),
            f"{version} is published and its content has changed: put the published words back, "
            "and make the change in a new file with a new version",
        )


def check_published(folder: Path) -> list[Fault]:
    """Faults of the list itself: it cannot be read, or a file in it is gone."""
    listing = read(folder / PUBLISHED)
    if listing.root is None:
        return listing.faults
    if listing.root.kind != "a mapping":
        listing.fault(
            listing.root.line, "the list of published versions must be `file name: hash` on each line"
        )
    for name, spot in listing.root.children.items():
        if not (folder / str(name)).is_file():
            listing.fault(spot.line, f"{name} is published, so it must stay in this folder")
    return listing.faults


def publish(path: Path) -> None:
    """The version in this file is on the published list. Raises ValueError if it is there with other content."""
    listing = path.parent / PUBLISHED
    root = read(listing).root
    recorded = root.get(path.name) if root is not None else None
    digest = content_hash(path.read_bytes())
    if recorded is not None:
        if recorded.text != digest:
            raise ValueError(f"{path.name} is published with other content; give the change a new version")
        return
    with listing.open("a", encoding="utf-8") as stream:
        stream.write(f"{path.name}: {digest}\n")


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        publish(Path(argument))
