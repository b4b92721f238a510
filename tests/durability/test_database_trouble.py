"""The disk is full, somebody else holds the database, the server restarts: whoever asks is told to ask again, nothing
is half saved, and the service recovers by itself."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import event

from app import db, migrate
from app.access import route
from app.db import Database
from app.main import create_app
from app.settings import Settings
from tests.durability.ledger import find_faults, read_kept
from tests.people import People, create_people
from tests.plugins.postgres import PostgresServer, RestartablePostgres, restartable_postgres
from tests.visits import Browser, text_of

BrowserOf = Callable[[str], Browser]


def save(browser: Browser, people: People, name: str, value: str, version: int = 0) -> Any:
    data = {"name": name, "value": value, "version": version}
    return browser.post(f"/reviews/{people.review.id}/answers", data, headers={"X-Autosave": "1"})


@contextmanager
def application(url: str, folder: Path) -> Iterator[tuple[FastAPI, People]]:
    """The service and its people, on a migrated database."""
    house = create_app(Settings.model_validate({"DATABASE_URL": url, "var_dir": folder / "var"}))
    with house.state.database.writing() as session:
        people = create_people(session)
    yield house, people
    house.state.database.close()


def check_told_to_ask_again(response: Any) -> None:
    assert response.status_code == 503
    assert int(response.headers["retry-after"]) > 0
    assert "cannot do this just now" in text_of(response.text)


# ---------------------------------------------------------------- a full disk


@pytest.fixture
def on_sqlite(tmp_path: Path, migrated_sqlite: Path) -> Iterator[tuple[FastAPI, People]]:
    file = tmp_path / "trouble.sqlite3"
    file.write_bytes(migrated_sqlite.read_bytes())
    with application(f"sqlite:///{file}", tmp_path) as started:
        yield started


def test_full_disk_saves_nothing_by_halves_and_passes(on_sqlite: tuple[FastAPI, People]) -> None:
    house, people = on_sqlite
    database: Database = house.state.database
    senco = Browser(house, people.sign_in(database, "senco"))
    fill_disk(database)
    whole = {"LEAD.summary": "s" * 9_000, "LEAD-1.strengths": "t" * 19_000}
    versions = {f"{name}.version": "0" for name in whole}
    check_told_to_ask_again(senco.post(f"/reviews/{people.review.id}/areas/LEAD", whole | versions))
    check_told_to_ask_again(save(senco, people, "LEAD-1.strengths", "t" * 19_000))
    assert people.review.id is not None
    assert {place for place, _ in read_kept(database, people.review.id)} == {"scope"}
    assert find_faults(database, people.review.id, []) == []
    assert senco.get(f"/reviews/{people.review.id}/areas/LEAD").status_code == 200, "Reading needs no room."

    fill_disk(database, spare_pages=1_000_000)
    assert save(senco, people, "LEAD-1.strengths", "t" * 19_000).status_code == 200
    assert senco.post(f"/reviews/{people.review.id}/areas/LEAD", whole | versions).status_code == 303
    assert find_faults(database, people.review.id, []) == []


def fill_disk(database: Database, *, spare_pages: int = 1) -> None:
    """SQLite says the same of a file that may not grow as of a disk that is full."""
    with database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + spare_pages}")


# ---------------------------------------------------------------- a database that somebody else holds


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "BUSY_TIMEOUT_MS", 50)


def test_locked_database_says_so_and_passes(impatient: None, on_sqlite: tuple[FastAPI, People]) -> None:
    house, people = on_sqlite
    database: Database = house.state.database
    senco = Browser(house, people.sign_in(database, "senco"))
    somebody = sqlite3.connect(str(database.url.database), isolation_level=None)
    somebody.execute("BEGIN IMMEDIATE")
    check_told_to_ask_again(save(senco, people, "LEAD-1.strengths", "while it is held"))
    assert senco.get(f"/reviews/{people.review.id}/areas/LEAD").status_code == 200, "Readers wait for nobody."
    somebody.execute("ROLLBACK")
    somebody.close()
    assert save(senco, people, "LEAD-1.strengths", "while it is held").status_code == 200
    assert people.review.id is not None
    assert find_faults(database, people.review.id, []) == []


def test_token_of_a_link_is_not_logged(
    impatient: None, on_sqlite: tuple[FastAPI, People], caplog: pytest.LogCaptureFixture
) -> None:
    """The log may name the route that met the trouble, and not the address: a link's token stands in it."""
    house, _people = on_sqlite
    somebody = sqlite3.connect(str(house.state.database.url.database), isolation_level=None)
    somebody.execute("BEGIN IMMEDIATE")
    check_told_to_ask_again(Browser(house).post("/resets/the-token-of-a-link"))
    somebody.execute("ROLLBACK")
    somebody.close()
    assert "/resets/{token}" in caplog.text
    assert "the-token-of-a-link" not in caplog.text


def test_nobody_waits_for_a_turn_for_ever(
    impatient: None, monkeypatch: pytest.MonkeyPatch, on_sqlite: tuple[FastAPI, People]
) -> None:
    """Behind writers that are all stuck, the others are told so rather than kept."""
    house, people = on_sqlite
    senco = Browser(house, people.sign_in(house.state.database, "senco"))
    somebody = sqlite3.connect(str(house.state.database.url.database), isolation_level=None)

    def write(number: int) -> Any:
        return save(senco, people, f"LEAD-1/k{number:03}.description", "x")

    with senco.client, ThreadPoolExecutor(12) as threads:
        somebody.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(route, "WAIT_FOR_WRITER_S", 0.01)
        for response in threads.map(write, range(12)):
            check_told_to_ask_again(response)
        somebody.execute("ROLLBACK")
        assert write(0).status_code == 200
    somebody.close()


# ---------------------------------------------------------------- more writers than threads


def test_more_writers_than_threads_all_get_through(house: FastAPI, people: People) -> None:
    """A server has forty threads; sixty people save and read at once, each in turn at the one writing connection."""
    token = people.sign_in(house.state.database, "senco")
    browser = Browser(house, token)
    with browser.client, ThreadPoolExecutor(60) as threads:

        def write(number: int) -> int:
            name = f"LEAD-1/k{number:03}.description"
            headers = {"X-Autosave": "1"}
            data = {"name": name, "value": f"text {number}", "version": 0}
            path = f"/reviews/{people.review.id}/answers"
            return int(browser.client.post(path, data=data, headers=headers).status_code)

        def read(number: int) -> int:
            return int(browser.client.get(f"/reviews/{people.review.id}").status_code)

        writing = [threads.submit(write, number) for number in range(120)]
        reading = [threads.submit(read, number) for number in range(20)]
        assert {one.result(timeout=60) for one in writing + reading} == {200}
    assert people.review.id is not None
    kept = read_kept(house.state.database, people.review.id)
    assert all(kept[f"LEAD-1/k{number:03}", "description"].current == (1, f"text {number}") for number in range(120))


def test_save_takes_six_statements(browser_of: BrowserOf, people: People, house: FastAPI) -> None:
    """The sign-in, the review with the role in it, the text, its history; and the two ends of the transaction."""
    senco = browser_of("senco")
    save(senco, people, "LEAD-1.strengths", "first")
    seen: list[str] = []
    engine = house.state.database.engine
    event.listen(engine, "before_cursor_execute", lambda _c, _u, statement, *_: seen.append(statement))
    event.listen(engine, "commit", lambda _c: seen.append("COMMIT"))
    event.listen(engine, "begin", lambda _c: seen.append("BEGIN"))
    assert save(senco, people, "LEAD-1.strengths", "second", 1).status_code == 200
    # SQLite's own BEGIN is a statement of ours, and seen twice.
    statements = [one for one in seen if one != "BEGIN IMMEDIATE"]
    assert statements[0] == "BEGIN"
    assert statements[-1] == "COMMIT"
    assert len(statements) <= 6, statements


# ---------------------------------------------------------------- a PostgreSQL that restarts


@pytest.fixture
def restartable() -> Iterator[RestartablePostgres]:
    with restartable_postgres() as server:
        yield server


@pytest.mark.postgresql
def test_restarted_postgresql_is_found_again_at_once(
    postgres_server: PostgresServer, restartable: RestartablePostgres, tmp_path: Path
) -> None:
    url = restartable.server.url()
    database = Database(url)
    migrate.upgrade(database)
    database.close()
    with application(url, tmp_path) as (house, people):
        database = house.state.database
        browsers = [Browser(house, people.sign_in(database, "senco")) for _ in range(4)]
        with ThreadPoolExecutor(4) as threads:
            # Several connections are open and idle on both sides.
            list(threads.map(lambda one: one.get(f"/reviews/{people.review.id}"), browsers))
            names = [f"LEAD-{number}.strengths" for number in range(1, 5)]
            first = threads.map(lambda browser, name: save(browser, people, name, "before"), browsers, names)
            assert {response.status_code for response in first} == {200}
        restartable.stop()
        check_told_to_ask_again(save(browsers[0], people, names[0], "meanwhile", 1))
        check_told_to_ask_again(browsers[0].get(f"/reviews/{people.review.id}"))
        restartable.start()
        assert browsers[0].get(f"/reviews/{people.review.id}").status_code == 200
        for browser, name in zip(browsers, names, strict=True):
            assert save(browser, people, name, "meanwhile", 1).status_code == 200
        assert people.review.id is not None
        assert find_faults(database, people.review.id, []) == []


@pytest.mark.postgresql
def test_restart_between_two_requests_is_not_noticed(
    postgres_server: PostgresServer, restartable: RestartablePostgres, tmp_path: Path
) -> None:
    url = restartable.server.url()
    database = Database(url)
    migrate.upgrade(database)
    database.close()
    with application(url, tmp_path) as (house, people):
        senco = Browser(house, people.sign_in(house.state.database, "senco"))
        assert senco.get(f"/reviews/{people.review.id}").status_code == 200
        assert save(senco, people, "LEAD-1.strengths", "before").status_code == 200
        restartable.stop()
        restartable.start()
        assert save(senco, people, "LEAD-1.strengths", "after", 1).status_code == 200
        assert senco.get(f"/reviews/{people.review.id}").status_code == 200
