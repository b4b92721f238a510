"""The contracts in pyproject.toml hold on a house in order, and each of them can break."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]

IN_ORDER = {
    "main": "import app.routers.schools",
    "routers/schools": "import fastapi, app.access, app.pages.schools, app.services.schools",
    "pages/schools": "import app.services.schools",
    "services/schools": "import sqlmodel, app.models.schools",
    "access/__init__": "import fastapi, app.models.schools",
    "models/schools": "import sqlmodel, app.review_framework",
    "db": "import sqlmodel",
    "settings": "",
    "clock": "",
    "tokens": "",
    "keys": "",
    "language": "import app.clock",
    "migrate": "import app.db",
    "demo/__init__": "",
    "cli/__init__": "import app.main",
    "forms/answers": "import app.services.schools",
    "jobs/papers": "import app.pages.schools",
    "web/__init__": "import fastapi",
    "backups/__init__": "import app.language",
    "files/__init__": "import app.language",
    "documents/paper": "import weasyprint, app.pages.schools",
    "review_framework/__init__": "import pydantic",
}
DISORDER = {
    "downwards": {"models/schools": "import app.pages.schools"},
    "framework-is-data": {"review_framework/__init__": "import app.settings"},
    "services-know-no-http": {"services/schools": "import app.access"},
    "documents-know-no-database": {"documents/paper": "import app.db"},
    "framework-needs-no-web": {"review_framework/__init__": "import sqlalchemy"},
}


def verdicts(place: Path, modules: dict[str, str]) -> dict[str, bool]:
    """Build a house of these modules; for each contract, whether it is kept."""
    shutil.copy(ROOT / "pyproject.toml", place)
    for name, code in modules.items():
        path = place / "app" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code)
    for folder in {path.parent for path in place.glob("app/**/*.py")} | {place / "app"}:
        (folder / "__init__.py").touch()
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--no-logo"],
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Contracts: " in done.stdout, done.stdout + done.stderr
    return {contract["id"]: f"{contract['name']} BROKEN" not in _in_one_line(done.stdout) for contract in CONTRACTS}


def _in_one_line(output: str) -> str:
    # A long name leaves no space before its verdict.
    return output.replace("BROKEN", " BROKEN").replace("  BROKEN", " BROKEN")


def test_every_contract_has_its_twin() -> None:
    assert {contract["id"] for contract in CONTRACTS} == set(DISORDER)


def test_contracts_hold_on_a_house_in_order(tmp_path: Path) -> None:
    assert verdicts(tmp_path, IN_ORDER) == dict.fromkeys(DISORDER, True)


@pytest.mark.parametrize("broken", DISORDER)
def test_contract_notices_disorder(tmp_path: Path, broken: str) -> None:
    assert verdicts(tmp_path, IN_ORDER | DISORDER[broken])[broken] is False


def test_a_room_that_nobody_named_is_noticed(tmp_path: Path) -> None:
    assert verdicts(tmp_path, IN_ORDER | {"utils": ""})["framework-is-data"] is False
