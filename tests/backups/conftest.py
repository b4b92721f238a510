"""An installation of the embedded default: what `backup` and `restore` are for. PostgreSQL has its own tools."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from app.cli import app
from tests.plugins.house import fresh_database_url

Run = Callable[..., Result]


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with fresh_database_url(request, "sqlite", tmp_path) as url:
        yield url


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command in the installation at this address, with its files in this folder."""

    def run(url: str, var_dir: Path, *words: str, code: int = 0) -> Result:
        monkeypatch.setenv("DATABASE_URL", url)
        monkeypatch.setenv("SEND_REVIEW_VAR_DIR", str(var_dir))
        result = CliRunner().invoke(app, list(words))
        assert result.exit_code == code, result.output
        return result

    return run
