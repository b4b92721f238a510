"""The small framework in two versions: TL-1 is reworded, TL-2 moves to LEAD-2, LEAD-1 is dropped, TL-3 is new."""

from pathlib import Path

from tests.review_framework.small_framework import SMALL, write

TL_2 = SMALL[SMALL.index("      - code: TL-2\n") : SMALL.index("  - code: LEAD\n")]
LEAD_1 = SMALL[SMALL.index("      - code: LEAD-1\n") :]
TL_3 = TL_2.replace("TL-2", "TL-3").replace("Pupils can say what helps them to learn.", "New staff learn how we teach.")
MOVED = TL_2.replace("TL-2", "LEAD-2") + "        previously: [TL-2]\n"

SMALL_1_1 = (
    SMALL.replace('version: "1.0"', 'version: "1.1"')
    .replace("Teachers plan with their pupils in mind.", "Every teacher plans for the pupils in the room.")
    .replace(TL_2, TL_3)
    .replace(LEAD_1, MOVED)
)


def write_versions(folder: Path) -> Path:
    """A folder with both versions in it."""
    both = folder / "frameworks"
    both.mkdir()
    write(both, SMALL, "small-1.0.yaml")
    write(both, SMALL_1_1, "small-1.1.yaml")
    return both
