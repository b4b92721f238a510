"""A process of its own that does everything in a queue, and prints the number of each job as it does it.

Run with the address of the database. It begins when it is told to, so that several begin together.
"""

import sys
import time

from app.db import Database
from app.jobs.worker import Worker
from app.models.jobs import Job


def main() -> None:
    database = Database(sys.argv[1])

    def count(job: Job) -> None:
        print(job.payload["number"], flush=True)  # noqa: T201  It is read by the test that started this.
        # Long enough for the other process to get its turn at the database's lock.
        time.sleep(0.005)

    worker = Worker(database, {"count": count}, upkeep=False)
    print("ready", flush=True)  # noqa: T201  As above.
    sys.stdin.readline()
    worker.run_pending()
    database.close()


if __name__ == "__main__":
    main()
