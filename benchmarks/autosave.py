"""One autosave, with everything that it does, against a floor in the same run.

The floor is a bare Starlette handler that does `BEGIN IMMEDIATE; UPDATE; INSERT; COMMIT` with the plain driver, with
the same durability (SQLite: WAL, synchronous=FULL; PostgreSQL: its own defaults, fsync on). Both are served by one
Uvicorn process of its own and asked over loopback by the same client, 1 and 16 at a time.

    python -m benchmarks.autosave [--database sqlite|postgresql] [--seconds 5]
"""

import argparse
import asyncio
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from app import migrate
from app.db import Database
from tests.people import create_people
from tests.plugins.ports import free_port
from tests.plugins.postgres import throwaway_postgres

WARM_UP_S = 1.0


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    arguments.add_argument("--seconds", type=float, default=5)
    asked = arguments.parse_args()
    kinds = ["sqlite", "postgresql"] if asked.database == "both" else [asked.database]
    print(f"{os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f} (beyond one a core, figures mean little)")
    for kind in kinds:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            if kind == "sqlite":
                url = f"sqlite:///{folder / 'bench.sqlite3'}"
            else:
                server = stack.enter_context(throwaway_postgres(fsync=True))
                url = server.url(server.create_database())
            report(kind, compare(url, folder, asked.seconds))


def report(kind: str, results: dict[str, dict[int, dict[str, float]]]) -> None:
    print(f"\n{kind}: one autosave against the floor")
    print(f"  {'clients':>7} {'':<9} {'p50 ms':>8} {'p99 ms':>8} {'a second':>9} {'errors':>7}")
    for clients in (1, 16):
        for name in ("floor", "autosave"):
            row = results[name][clients]
            figures = f"{row['p50']:>8.2f} {row['p99']:>8.2f} {row['rate']:>9.0f} {row['errors']:>7.0f}"
            print(f"  {clients:>7} {name:<9} {figures}")
        floor, ours = results["floor"][clients], results["autosave"][clients]
        print(
            f"          ratio: p50 {ours['p50'] / floor['p50']:.1f} times the floor's, "
            f"rate 1/{floor['rate'] / ours['rate']:.1f} of the floor's"
        )


def compare(url: str, folder: Path, seconds: float) -> dict[str, dict[int, dict[str, float]]]:
    database = Database(url)
    migrate.upgrade(database)
    with database.writing() as session:
        people = create_people(session)
    tokens = [people.sign_in(database, "senco") for _ in range(16)]
    review = people.review.id
    database.close()
    results: dict[str, dict[int, dict[str, float]]] = {"floor": {}, "autosave": {}}
    with serve("benchmarks.floor:make", url, folder) as floor, serve("app.main:create_app", url, folder) as ours:
        for clients in (1, 16):
            # In turn, so that a machine that slows down slows both.
            least = [("/save", "", i) for i in range(16)]
            paths = [(f"/reviews/{review}/answers", str(tokens[i]), i) for i in range(16)]
            for name, port, targets in (("floor", floor, least), ("autosave", ours, paths)):
                # Connections and threads are there before the clock starts.
                load(port, clients, WARM_UP_S, targets)
                results[name][clients] = load(port, clients, seconds, targets)
    return results


@contextmanager
def serve(factory: str, url: str, folder: Path) -> Iterator[int]:
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "--factory", factory, "--port", str(port), "--log-level", "error"]
    environment = {"DATABASE_URL": url, "SEND_REVIEW_VAR_DIR": str(folder), "PATH": "/usr/bin:/bin"}
    process = subprocess.Popen([*command, "--no-access-log"], env=environment)
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(port: int) -> None:
    for _ in range(600):
        try:
            asyncio.run(asyncio.wait_for(asyncio.open_connection("127.0.0.1", port), 1))
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("The server did not start.")


def load(port: int, clients: int, seconds: float, targets: list[tuple[str, str, int]]) -> dict[str, float]:
    """Run by a process of its own, so that the client's work is not the server's."""
    command = [sys.executable, "-m", "benchmarks.load", json.dumps([port, clients, seconds, targets[:clients]])]
    times = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    milliseconds = sorted(1000 * one for one in times["times"]) or [math.inf]
    return {
        "p50": statistics.median(milliseconds),
        "p99": milliseconds[int(len(milliseconds) * 0.99) - 1],
        "rate": len(milliseconds) / times["seconds"],
        "errors": times["errors"],
    }


if __name__ == "__main__":
    main()
