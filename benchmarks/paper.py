"""How long the governors' paper takes: warm worker and cache, against WeasyPrint alone in the same run.

Run it with `python -m benchmarks.paper [--runs N]`. Times are medians, in milliseconds.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.documents.cache import DocumentCache
from app.documents.fingerprint import fingerprint
from app.documents.governors_paper import GovernorsPaper, to_html
from app.documents.pdf import _write
from app.documents.pool import RenderPool
from tests.documents.papers import empty_paper, enormous_paper, ordinary_paper

MAX_RUNS = 50
TARGETS = {"warm worker": 1500.0, "from the cache": 50.0}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9, help=f"times each (at most {MAX_RUNS})")
    runs = min(parser.parse_args().runs, MAX_RUNS)

    pool = RenderPool()
    try:
        begun = time.perf_counter()
        pool.warm()
        print(f"starting and warming a worker: {(time.perf_counter() - begun) * 1000:.0f} ms")
        for name, paper in (
            ("empty", empty_paper()),
            ("ordinary", ordinary_paper()),
            ("enormous", enormous_paper()),
        ):
            measure(name, paper, pool, runs)
    finally:
        pool.close()


def measure(name: str, paper: GovernorsPaper, pool: RenderPool, runs: int) -> None:
    html = to_html(paper)
    floor = median(lambda: _write(html, "en-GB", set()), runs)
    print(f"{name}: floor (WeasyPrint alone, no after-pass) {floor:.1f} ms, {runs} runs")
    with tempfile.TemporaryDirectory() as directory:
        cache = DocumentCache(Path(directory))
        cache.put(fingerprint(html), pool.render(html))
        measured = {
            # Both begin with the page object, as a request does.
            "warm worker": median(lambda: pool.render(to_html(paper)), runs),
            "from the cache": median(lambda: cache.get(fingerprint(to_html(paper))), runs),
        }
    for label, taken in measured.items():
        target = TARGETS[label]
        verdict = "met" if taken < target else "MISSED"
        print(f"  {label:15} {taken:8.1f} ms, {taken / floor:5.2f} x floor; target {target:.0f}: {verdict}")


def median(action: Callable[[], object], runs: int) -> float:
    """Return the median of so many runs after one that does not count, in milliseconds."""
    action()
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        action()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
