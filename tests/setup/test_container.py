"""There may be no container engine where the tests run, so this holds only what can be read off the files."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
COMPOSE = (ROOT / "compose.yaml").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text()


def test_every_password_has_to_be_set_outside_the_file() -> None:
    uses = re.findall(r"\$\{?POSTGRES_PASSWORD[^}]*\}?", COMPOSE)
    assert len(uses) == 2
    assert all(use.startswith("${POSTGRES_PASSWORD:?") for use in uses)


def test_the_service_waits_for_a_healthy_database() -> None:
    services = yaml.safe_load(COMPOSE)["services"]
    assert services["app"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert "healthcheck" in services["database"]


def test_the_container_is_set_up_by_the_script_and_does_not_run_as_root() -> None:
    assert "RUN bin/install run" in DOCKERFILE
    assert re.findall(r"^USER (\S+)", DOCKERFILE, re.MULTILINE)[-1] != "root"


def test_what_is_private_stays_out_of_the_image() -> None:
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {".git", ".env", "var"} <= set(ignored)
