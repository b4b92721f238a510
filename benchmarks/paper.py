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
from app.documents.governors_paper import to_html
from app.documents.governors_paper_page import GovernorsPaper
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
    with tempfile.TemporaryDirectory() as directory:
        cache = DocumentCache(Path(directory))
        cache.put(fingerprint(html), pool.render(html))
        taken = medians(
            {
                "floor": lambda: _write(html, "en-GB", set()),
                # Both begin with the page object, as a request does.
                "warm worker": lambda: pool.render(to_html(paper)),
                "from the cache": lambda: cache.get(fingerprint(to_html(paper))),
            },
            runs,
        )
    print(f"{name}: floor (WeasyPrint alone, no after-pass) {taken['floor']:.1f} ms, {runs} runs")
    for label, target in TARGETS.items():
        verdict = "met" if taken[label] < target else "MISSED"
        ratio = taken[label] / taken["floor"]
        print(f"  {label:15} {taken[label]:8.1f} ms, {ratio:5.3f} x floor; target {target:.0f}: {verdict}")


def medians(actions: dict[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """Return each action's median in milliseconds, after one run that does not count.

    The actions take turns, so that whatever else the machine does falls on all of them.
    """
    taken: dict[str, list[float]] = {name: [] for name in actions}
    for action in actions.values():
        action()
    for _ in range(runs):
        for name, action in actions.items():
            begun = time.perf_counter()
            action()
            taken[name].append((time.perf_counter() - begun) * 1000)
    return {name: statistics.median(times) for name, times in taken.items()}


if __name__ == "__main__":
    main()
