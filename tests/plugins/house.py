"""A whole service for a test: a migrated database of either kind, the application, and browsers for its people."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi import FastAPI

from app import migrate
from app.db import Database
from app.main import create_app
from app.services.demo import load_demo
from app.settings import Settings
from tests.peers import Peers, create_peers
from tests.people import People, create_people
from tests.plugins.postgres import PostgresServer
from tests.visits import Browser

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For a test whose point has nothing to do with the database, and that takes seconds on each."""

KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty file with the tables of this version, to copy."""
    file = tmp_path_factory.mktemp("template") / "template.sqlite3"
    database = Database(f"sqlite:///{file}")
    migrate.upgrade(database)
    database.close()
    return file


@pytest.fixture(scope="session")
def migrated_postgresql(postgres_server: PostgresServer) -> str:
    """The name of an empty database with the tables of this version, to use as a template."""
    name = postgres_server.create_database()
    database = Database(postgres_server.url(name))
    migrate.upgrade(database)
    database.close()
    return name


@contextmanager
def fresh_database_url(request: pytest.FixtureRequest, kind: str, folder: Path) -> Iterator[str]:
    """The address of a fresh, migrated database: a file in this folder, or one of the test server's, dropped after."""
    if kind == "sqlite":
        file = folder / "test.sqlite3"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), file)
        yield f"sqlite:///{file}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = server.create_database(template=request.getfixturevalue("migrated_postgresql"))
    yield server.url(name)
    server.drop_database(name)


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh, migrated database: each test that asks for it runs on both kinds."""
    with fresh_database_url(request, request.param, tmp_path) as url:
        yield url


@pytest.fixture(scope="session", params=KINDS)
def demo_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a database with the demo in it, on both kinds, for all tests that only read it."""
    with fresh_database_url(request, request.param, tmp_path_factory.mktemp("demo")) as url:
        database = Database(url)
        with database.writing() as session:
            load_demo(session)
        database.close()
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings.model_validate({"DATABASE_URL": database_url, "var_dir": tmp_path / "var"})


@pytest.fixture
def house(settings: Settings) -> Iterator[FastAPI]:
    """The application, without its background worker: a test that needs one runs it by hand."""
    application = create_app(settings)
    yield application
    application.state.database.close()


@pytest.fixture
def people(database: Database) -> People:
    with database.writing() as session:
        return create_people(session)


@pytest.fixture
def peers(database: Database, people: People) -> Peers:
    """Riverside School reviews Ashgrove, and the other way round."""
    with database.writing() as session:
        return create_peers(session, people)


@pytest.fixture
def browser_of(house: FastAPI, people: People) -> Callable[[str], Browser]:
    """`browser_of("senco")`: a browser in which that person is signed in; in `browser_of("anonymous")` nobody is."""
    return lambda name: Browser(house, people.sign_in(house.state.database, name))
