"""The checker: every fault of a framework file, each with its line.

`check` never raises and never stops at the first fault. It reads the file as a tree with lines
(`yaml_source`), holds the tree against the types (`check_shape`), then against what a program can tell of the
nine tests of a good item (`check_items`, `check_whole`), then against the published versions (`publication`).
"""

from pathlib import Path

from app.review_framework.check_items import check_items
from app.review_framework.check_shape import check_shape
from app.review_framework.check_versions import check_each
from app.review_framework.check_whole import check_whole
from app.review_framework.fault import Fault
from app.review_framework.publication import changed_since_published, check_published
from app.review_framework.yaml_source import Source, read

FRAMEWORKS = Path(__file__).parent / "frameworks"


def check(path: Path | str) -> list[Fault]:
    """Every fault of this framework file, in the order of its lines; none means that it may be used."""
    return examine(path).faults


def examine(path: Path | str) -> Source:
    """What is in this framework file, with every fault in the order of its lines. Never raises."""
    source = read(Path(path))
    if source.root is not None:
        if check_shape(source, source.root):
            check_items(source, source.root)
            check_whole(source, source.root)
        changed_since_published(source, source.root)
    source.faults = sorted(set(source.faults))
    return source


def check_folder(folder: Path | str = FRAMEWORKS) -> list[Fault]:
    """Every fault of every framework file in this folder, of their names and of the published list."""
    folder = Path(folder)
    return check_each(folder, check) + check_published(folder)
