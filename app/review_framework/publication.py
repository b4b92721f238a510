"""A published version never changes: schools' answers belong to its exact words.

`frameworks/published.yaml` keeps the SHA-256 of every published file; `publish` adds to it.
"""

import hashlib
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
    if published.root is None or published.root.kind != "a mapping":
        # An unreadable list must not open the guard.
        source.faults.extend(published.faults or [_not_a_list_of_hashes(listing)])
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
        listing.faults.append(_not_a_list_of_hashes(listing.path))
    for name, spot in listing.root.children.items():
        if not (folder / str(name)).is_file():
            listing.fault(spot.line, f"{name} is published, so it must stay in this folder")
    return listing.faults


def _not_a_list_of_hashes(listing: Path) -> Fault:
    return Fault(listing, 1, "the list of published versions must be `file name: hash` on each line")
