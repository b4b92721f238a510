"""An area page of a review that is written in throughout, against a floor in the same run: how long the server takes
for it, and how many bytes go over the line.

The floor is a bare Starlette handler behind the same compression that answers with the same bytes. Both are served by
one Uvicorn process of their own and asked over loopback by the same client, in turn.

    python -m benchmarks.area_page [--requests 200]
"""

import argparse
import gzip
import http.client
import os
import re
import statistics
import tempfile
import time
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from app import migrate
from app.db import Database
from app.services.self_evaluation import framework_of, save_answer
from benchmarks.autosave import serve
from tests.people import People, create_people

WORDS = "Leaders and governors ask each term what has changed for pupils with SEND, and teachers can say what they do. "
ASSETS = re.compile(r"/static/[\w./-]+\?v=\w+")
FONTS = re.compile(r'url\("?(fonts/[\w-]+-latin-\d+\.woff2\?v=\w+)')


def make_floor() -> Starlette:
    page = Path(os.environ["SEND_REVIEW_VAR_DIR"], "page.html").read_text()

    async def endpoint(_request: Request) -> Response:
        return HTMLResponse(page)

    return Starlette(
        routes=[Route("/{path:path}", endpoint)], middleware=[Middleware(GZipMiddleware, minimum_size=1_000)]
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--requests", type=int, default=200)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'bench.sqlite3'}"
        path, token = fill(url)
        with serve("app.main:create_app", url, folder) as ours:
            html = gzip.decompress(ask(ours, path, token)[1])
            (folder / "page.html").write_bytes(html)
            with serve("benchmarks.area_page:make_floor", url, folder) as floor:
                times: dict[int, list[float]] = {floor: [], ours: []}
                for _ in range(asked.requests):
                    # In turn, so that a machine that slows down slows both.
                    for port, taken in times.items():
                        taken.append(ask(port, path, token)[0])
            report(html.decode(), len(ask(ours, path, token)[1]), times[floor], times[ours])
            css = gzip.decompress(ask(ours, "/static/app.css", token)[1]).decode()
            links = {*ASSETS.findall(html.decode()), *(f"/static/{font}" for font in FONTS.findall(css))}
            first = {link: len(ask(ours, link, token)[1]) for link in links}
            print(
                f"  with all that it links to, at the first visit: {(sum(first.values()) + packed(html)) / 1000:.1f} kB"
            )
            for link, size in sorted(first.items(), key=lambda one: -one[1]):
                print(f"    {size / 1000:>6.1f} kB  {link}")


def fill(url: str) -> tuple[str, str]:
    """Every item of a full review has texts, a piece of evidence and a judgement."""
    database = Database(url)
    migrate.upgrade(database)
    with database.writing() as session:
        people = create_people(session)
        people.review.depth = "full"
        session.add(people.review)
        write_everything(session, people)
    token = people.sign_in(database, "senco")
    database.close()
    largest = max(framework_of(people.review).areas, key=lambda area: len(area.items))
    return f"/reviews/{people.review.id}/areas/{largest.code}", str(token)


def write_everything(session: object, people: People) -> None:
    framework = framework_of(people.review)
    for item in framework.items:
        texts = {
            (item.code, "judgement"): framework.scale[len(item.code) % len(framework.scale)].code,
            (item.code, "strengths"): WORDS * 4,
            (item.code, "developments"): WORDS * 3,
            (f"{item.code}/k001", "kind"): item.look_at[0].kind,
            (f"{item.code}/k001", "description"): WORDS,
        }
        for (place, field), text in texts.items():
            save_answer(session, people.review, place, field, text, base=0, by=people["senco"].actor)


def ask(port: int, path: str, token: str) -> tuple[float, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.connect()
    begun = time.perf_counter()
    connection.request("GET", path, headers={"Cookie": f"send_review_signed_in={token}", "Accept-Encoding": "gzip"})
    response = connection.getresponse()
    body = response.read()
    taken = time.perf_counter() - begun
    connection.close()
    assert response.status == 200, (response.status, path)
    return taken, body


def packed(html: bytes) -> int:
    return len(gzip.compress(html, 9))


def report(html: str, compressed: int, floor: list[float], ours: list[float]) -> None:
    of_floor, of_ours = (1000 * statistics.median(taken) for taken in (floor, ours))
    print("the area page with most items, of a full review written in throughout")
    print(f"  {len(html) / 1000:.1f} kB, compressed {compressed / 1000:.1f} kB")
    print(f"  floor {of_floor:.1f} ms, page {of_ours:.1f} ms (medians of {len(ours)})")
    print(f"  ratio: {of_ours / of_floor:.1f} times the floor's")


if __name__ == "__main__":
    main()
