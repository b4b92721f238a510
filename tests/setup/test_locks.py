import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REQUIREMENTS = ROOT / "requirements"
LOCKS = ["run", "test", "uv"]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
GROUPS = PYPROJECT["dependency-groups"]
DECLARED = {
    "run": PYPROJECT["project"]["dependencies"] + GROUPS["build"],
    "test": PYPROJECT["project"]["dependencies"] + GROUPS["build"] + GROUPS["dev"],
    "uv": (REQUIREMENTS / "uv.in").read_text().split(),
}


def pins(lock: str) -> dict[str, tuple[str, int]]:
    """For each package of a lock: its version, and how many hashes it has."""
    found: dict[str, tuple[str, int]] = {}
    for entry in re.split(r"\n(?=[a-z0-9])", lock):
        match = re.match(r"([a-z0-9][a-z0-9._-]*)==([^\s;]+)", entry)
        if match:
            found[match[1]] = (match[2], len(re.findall(r"--hash=sha256:[0-9a-f]{64}(?!\S)", entry)))
    return found


def declared_names(requirements: list[str]) -> set[str]:
    names = (re.match(r"[A-Za-z0-9._-]+", requirement) for requirement in requirements)
    return {re.sub(r"[._-]+", "-", name[0]).lower() for name in names if name}


def missing(requirements: list[str], lock: str) -> set[str]:
    return declared_names(requirements) - pins(lock).keys()


def unhashed(lock: str) -> list[str]:
    return [name for name, (_, hashes) in pins(lock).items() if hashes == 0]


def addresses(text: str) -> list[str]:
    return re.findall(r"(?:https?|git\+\w+|file):/\S*|^\s*--?(?:i|f|(?:extra-)?index-url|find-links)\b.*", text, re.M)


@pytest.fixture(params=LOCKS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def read(name: str) -> str:
    return (REQUIREMENTS / f"{name}.txt").read_text()


def test_every_lock_is_looked_at() -> None:
    assert {path.stem for path in REQUIREMENTS.glob("*.txt")} == set(LOCKS)


def test_lock_holds_what_is_declared(name: str) -> None:
    assert DECLARED[name]
    assert missing(DECLARED[name], read(name)) == set()


def test_everything_pinned_has_a_hash(name: str) -> None:
    assert pins(read(name))
    assert unhashed(read(name)) == []


def test_everything_locked_is_pinned(name: str) -> None:
    entries = [line for line in read(name).splitlines() if re.match(r"[A-Za-z0-9]", line)]
    assert [line for line in entries if not re.match(r"[a-z0-9._-]+==\S+ ", line)] == []


def test_lock_names_no_address(name: str) -> None:
    assert addresses(read(name)) == []


def test_tests_run_on_the_versions_that_the_service_runs_on() -> None:
    run, test = pins(read("run")), pins(read("test"))
    assert {name: test.get(name) for name in run} == run


# ---------------------------------------------------------------- the guards above can fail

BAD_LOCK = """\
--index-url https://packages.example/simple
alpha==1.0 \\
    --hash=sha256:0000000000000000000000000000000000000000000000000000000000000000
    # via send-review (pyproject.toml)
beta==2.0
"""


def test_a_missing_package_is_noticed() -> None:
    assert missing(["alpha>=1", "Gamma_Ray[extra]>=3; python_version > '3'"], BAD_LOCK) == {"gamma-ray"}


def test_a_missing_hash_is_noticed() -> None:
    assert unhashed(BAD_LOCK) == ["beta"]


@pytest.mark.parametrize("line", [BAD_LOCK, "alpha @ https://packages.example/alpha.whl", "-f /somewhere"])
def test_an_address_is_noticed(line: str) -> None:
    assert addresses(line)
