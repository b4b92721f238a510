"""How long each document of a whole review takes: its PDF by a warm worker, and its Word file, which is made in the
request, both against WeasyPrint alone in the same run.

Run it with `python -m benchmarks.documents [--runs N]`. Times are medians, in milliseconds.
"""

import argparse
import tempfile
from pathlib import Path

from app import migrate
from app.db import Database
from app.documents.pdf import _write
from app.documents.pool import RenderPool
from app.documents.word import to_docx
from app.pages.documents import BUILDERS, build_document, document_html
from app.services.demo import load_demo
from app.services.reviews import list_reviews
from app.services.schools import find_school
from benchmarks.paper import MAX_RUNS, medians

TARGET_MS = 1500.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help=f"times each (at most {MAX_RUNS})")
    runs = min(parser.parse_args().runs, MAX_RUNS)
    pool = RenderPool()
    with tempfile.TemporaryDirectory() as directory:
        database = Database(f"sqlite:///{Path(directory) / 'demo.sqlite3'}")
        migrate.upgrade(database)
        try:
            with database.writing() as session:
                load_demo(session)
            pool.warm()
            for code in BUILDERS:
                measure(database, pool, code, runs)
        finally:
            pool.close()
            database.close()


def measure(database: Database, pool: RenderPool, code: str, runs: int) -> None:
    with database.reading() as session:
        school = find_school(session, "999901")
        assert school is not None
        review = list_reviews(session, school)[0]
        paper, html = build_document(session, review, school, code), document_html(session, review, school, code)
    assert paper is not None
    assert html is not None
    taken = medians(
        {
            "floor": lambda: _write(html, "en-GB", set()),
            "pdf": lambda: pool.render(html),
            "word": lambda: to_docx(paper),
        },
        runs,
    )
    verdict = "met" if taken["pdf"] < TARGET_MS else "MISSED"
    floor, pdf, word = taken["floor"], len(pool.render(html)) // 1000, len(to_docx(paper)) // 1000
    print(f"{code}: floor (WeasyPrint alone, no after-pass) {floor:.0f} ms, {runs} runs")
    print(
        f"  PDF  {taken['pdf']:7.1f} ms, {taken['pdf'] / floor:5.2f} x floor, {pdf:4} kB; {TARGET_MS:.0f} ms: {verdict}"
    )
    print(f"  Word {taken['word']:7.1f} ms, {taken['word'] / floor:5.2f} x floor, {word:4} kB")


if __name__ == "__main__":
    main()
