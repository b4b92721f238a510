"""The commands use a fresh database of either kind, or of SQLite alone."""

from tests.programme.conftest import here, on_sqlite

__all__ = ["here", "on_sqlite"]
