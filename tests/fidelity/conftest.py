"""Commands, as in the stories of a programme."""

from tests.programme.conftest import here, on_sqlite

__all__ = ["here", "on_sqlite"]
