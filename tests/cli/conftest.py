"""The command line against a database of either kind: fresh, or with the demo."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from app.cli import app

Run = Callable[..., Result]


@pytest.fixture
def run(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    return run_on(database_url, tmp_path, monkeypatch)


@pytest.fixture
def run_on_demo(demo_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """For commands that only read."""
    return run_on(demo_url, tmp_path, monkeypatch)


def run_on(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("SEND_REVIEW_VAR_DIR", str(tmp_path / "var"))

    def run(*words: str, code: int = 0, text: str | None = None) -> Result:
        result = CliRunner().invoke(app, list(words), input=text)
        assert result.exit_code == code, result.output
        return result

    return run
