"""The shape of the house: the same name in every layer, small files, names that say something."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[2]
APP = ROOT / "app"

LONGEST = 300
LONGER = {
    "app/static/src/_content.scss": "small rules for small pieces, found by searching for their class",
    "app/static/src/_self_evaluation.scss": "as above; its pieces stand on one page",
}
"""Files that are longer, each with the reason."""

SMALL_KINDS = {".py", ".html", ".js", ".scss"}
NOT_OURS = re.compile(r"(\.min\.js|axe\.LICENSE\.txt)$|^app/static/fonts/")
SAYS_NOTHING = re.compile(r"(^|_)(utils?|helpers?|managers?|misc|common_?code|stuff)(_|$)")

NOT_JOURNEYS = {
    "components": "macros that pages share",
    "printed": "what becomes a PDF, under the name of its journey",
    "errors": "pages for when something cannot be done",
    "layout": "what every page extends",
}
"""Folders of templates that are no journey."""

ON_THEIR_OWN: dict[str, dict[str, str]] = {
    "routers": {"start": "the first page and the health check lead to journeys"},
    "pages": {"sent": "of every page and form that can come back"},
    "forms": {"answers": "of reviews and self_evaluation alike", "invitations": "of schools and operator alike"},
    "services": {
        "demo": "fills every journey",
        "demo_people": "the schools and people of every journey",
        "gentle_notes": "on any text that somebody writes",
        "jobs": "puts work of any journey in the queue",
        "rate_limits": "of any journey",
        "texts": "of any journey in which people write",
        "texts_forms": "as above, a whole page at once",
    },
    "models": {
        "actors": "who did something, in any journey",
        "book_tables": "shared by every book of texts",
        "columns": "shared by every table",
        "fields": "what a field of any form can hold",
        "jobs": "work of any journey",
    },
}
"""Modules that belong to no one journey, with the reason."""


def tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "app", "tests"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for path in listed.stdout.splitlines() if (ROOT / path).exists()]


def journeys() -> set[str]:
    """Every folder of templates is a journey, but for those that are listed."""
    return {path.name for path in (APP / "templates").iterdir() if path.is_dir()} - set(NOT_JOURNEYS)


def strays(layer: str, names: Iterable[str]) -> set[str]:
    """Modules that are named by no journey, and are not listed as standing on their own."""
    own = ON_THEIR_OWN[layer]
    return {
        name
        for name in names
        if name not in own and not any(name == one or name.startswith(f"{one}_") for one in journeys())
    }


def modules(layer: str) -> set[str]:
    return {path.stem for path in (APP / layer).glob("*.py")} - {"__init__"}


def too_long(lengths: dict[str, int]) -> dict[str, int]:
    return {path: lines for path, lines in lengths.items() if lines > LONGEST and path not in LONGER}


def test_every_module_has_the_name_of_its_journey() -> None:
    assert {"accounts", "self_evaluation", "schools", "reviews", "governors_paper"} <= journeys()
    seen = 0
    for layer, own in ON_THEIR_OWN.items():
        found = modules(layer)
        seen += len(found)
        assert strays(layer, found) == set(), f"app/{layer}: name it after its journey, or say here why not"
        assert set(own) <= found, f"app/{layer}: no longer there"
    assert seen >= 40


def test_stray_name_is_noticed() -> None:
    assert strays("services", ["accounts", "accounts_people", "account_links", "selfevaluation"]) == {
        "account_links",
        "selfevaluation",
    }


def test_every_journey_has_a_router() -> None:
    routers = modules("routers")
    assert journeys() - routers == set()
    assert len(journeys()) >= 7


def test_router_renders_the_pages_of_its_own_journey() -> None:
    seen = 0
    for name in modules("routers") - {"start"}:
        (journey,) = [one for one in journeys() if name == one or name.startswith(f"{one}_")]
        for folder in re.findall(r'"(\w+)/\w+\.html"', (APP / "routers" / f"{name}.py").read_text()):
            seen += 1
            assert folder == journey, f"app/routers/{name}.py renders a page of {folder}"
    assert seen >= 25


def test_no_file_is_long() -> None:
    lengths = {
        path: (ROOT / path).read_text("utf-8").count("\n")
        for path in tracked()
        if Path(path).suffix in SMALL_KINDS and not NOT_OURS.search(path)
    }
    assert len(lengths) >= 180
    assert too_long(lengths) == {}
    assert all(lengths.get(path, 0) > LONGEST for path in LONGER), "Listed as longer, and is not"


def test_long_file_is_noticed() -> None:
    assert too_long({"app/whole.py": 300, "app/sprawl.py": 301}) == {"app/sprawl.py": 301}


def says_nothing(paths: Iterable[str]) -> list[str]:
    return [path for path in paths if any(SAYS_NOTHING.search(part.partition(".")[0]) for part in Path(path).parts)]


def test_names_say_what_is_in_a_file() -> None:
    paths = tracked()
    assert len(paths) >= 250
    assert says_nothing(paths) == []


def test_name_that_says_nothing_is_noticed() -> None:
    empty = ["app/utils.py", "app/web/form_helpers.py", "app/jobs/manager.py", "tests/helpers/x.py"]
    assert says_nothing([*empty, "app/jobs/queue.py", "app/static/src/_management.scss"]) == empty
