"""Publishing a version: from then on its content cannot change.

python -m app.review_framework.publish app/review_framework/frameworks/wss-mainstream-1.0.yaml
"""

import sys
from pathlib import Path

from app.review_framework.check import examine
from app.review_framework.fault import BrokenFramework
from app.review_framework.publication import PUBLISHED, content_hash
from app.review_framework.yaml_source import read


def publish(path: Path) -> None:
    """The version in this file is on the list of published versions. Raises BrokenFramework on any fault.

    One such fault is that the version is on the list already, with other content.
    """
    source = examine(path)
    if source.faults:
        raise BrokenFramework(source.faults)
    listing = path.parent / PUBLISHED
    root = read(listing).root
    if root is None or path.name not in root.children:
        with listing.open("a", encoding="utf-8") as stream:
            stream.write(f"{path.name}: {content_hash(source.data)}\n")


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        publish(Path(argument))
