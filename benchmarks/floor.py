"""The floor that saving is measured against: the least that a web server can do to keep a text and its history."""

import os
import sqlite3
from queue import LifoQueue
from typing import Any
from urllib.parse import parse_qsl

import psycopg
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

SET_UP = (
    "DROP TABLE IF EXISTS floor_text",
    "DROP TABLE IF EXISTS floor_change",
    "CREATE TABLE floor_text (name TEXT PRIMARY KEY, value TEXT NOT NULL, version INTEGER NOT NULL)",
    "CREATE TABLE floor_change (name TEXT NOT NULL, value TEXT NOT NULL)",
)


def make() -> Starlette:
    url = os.environ["DATABASE_URL"]
    on_sqlite = url.startswith("sqlite")
    mark = "?" if on_sqlite else "%s"
    # One writer on SQLite, where a second could only wait; as many as clients on PostgreSQL.
    connections: LifoQueue[Any] = LifoQueue()
    for _ in range(1 if on_sqlite else 16):
        connections.put(_connect_sqlite(url) if on_sqlite else _connect_postgresql(url))
    first = connections.get()
    for statement in SET_UP:
        first.execute(statement)
    for number in range(16):
        first.execute(f"INSERT INTO floor_text VALUES ({mark}, '', 0)", (f"LEAD-{number // 2 + 1}.{number % 2}",))
    connections.put(first)

    def save(name: str, value: str) -> None:
        connection = connections.get()
        try:
            connection.execute("BEGIN IMMEDIATE" if on_sqlite else "BEGIN")
            update = f"UPDATE floor_text SET value = {mark}, version = version + 1 WHERE name = {mark}"
            connection.execute(update, (value, name))
            connection.execute(f"INSERT INTO floor_change VALUES ({mark}, {mark})", (name, value))
            connection.execute("COMMIT")
        finally:
            connections.put(connection)

    async def endpoint(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        await run_in_threadpool(save, form["name"], form["value"])
        return Response("saved")

    return Starlette(routes=[Route("/save", endpoint, methods=["POST"])])


def _connect_sqlite(url: str) -> sqlite3.Connection:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), check_same_thread=False, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _connect_postgresql(url: str) -> psycopg.Connection[Any]:
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
