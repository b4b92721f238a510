import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REFUSING = "#!/bin/sh\necho 'Temporary failure resolving the archive' >&2\nexit 100\n"


@pytest.fixture
def bare_machine(tmp_path: Path) -> dict[str, str]:
    """An environment in which no library is found and nobody can install one."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, script in {"ldconfig": "#!/bin/sh\n", "apt-get": REFUSING, "sudo": REFUSING}.items():
        (programs / name).write_text(script)
        (programs / name).chmod(0o755)
    return {"PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(tmp_path), "LANG": "C.UTF-8"}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A fresh checkout, in a folder whose name has a space and a quote in it."""
    place = tmp_path / "Sam's checkout"
    for part in ("bin", "requirements"):
        shutil.copytree(ROOT / part, place / part)
    shutil.copy(ROOT / "pyproject.toml", place)
    return place


def install(root: Path, purpose: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(root / "bin" / "install"), purpose],
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd="/",
    )


def test_a_finished_checkout_is_ready_at_once_and_silently() -> None:
    started = time.monotonic()
    done = install(ROOT, "test")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert time.monotonic() - started < 0.5


def test_tests_leave_the_service_ready_too() -> None:
    assert (ROOT / ".venv" / ".ready-run").read_text() != (ROOT / ".venv" / ".ready-test").read_text()
    assert install(ROOT, "run").stderr == ""


def test_what_a_machine_lacks_is_named_with_the_command_that_brings_it(
    checkout: Path, bare_machine: dict[str, str]
) -> None:
    done = install(checkout, "run", bare_machine)
    assert done.returncode == 2
    [command] = [line for line in done.stderr.splitlines() if line.startswith("    apt-get update && ")]
    for package in ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"):
        assert package in command.split()
    assert "chromium" not in command.split()
    assert not (checkout / ".venv").exists()


def test_a_library_that_went_missing_is_noticed_on_a_later_start(bare_machine: dict[str, str]) -> None:
    done = install(ROOT, "run", bare_machine)
    assert done.returncode == 2
    assert "libpango-1.0-0" in done.stderr


def test_an_unknown_purpose_is_refused(checkout: Path) -> None:
    done = install(checkout, "holiday")
    assert done.returncode == 64
    assert "run|test" in done.stderr
