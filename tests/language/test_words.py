"""Every sentence that people read can be translated, and dates are written as people write them."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from app import language

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """All that a translator would be given, as docs/operating.md says to extract it."""
    file = tmp_path_factory.mktemp("words") / "messages.pot"
    command = ["pybabel", "--quiet", "extract", "-F", str(ROOT / "pyproject.toml"), "-o", str(file), str(ROOT)]
    CommandLineInterface().run(command)
    with file.open("rb") as catalogue:
        return {str(message.id[0] if isinstance(message.id, tuple) else message.id) for message in read_po(catalogue)}


def test_words_of_pages_services_and_papers_reach_the_translator(messages: set[str]) -> None:
    assert len(messages) > 300
    assert "Keep mine" in messages
    assert "Enter an e-mail address such as name@school.example." in messages
    assert "Strengths" in messages


def test_missing_translation_is_the_british_sentence() -> None:
    assert language.gettext("Keep mine") == "Keep mine"
    assert language.ngettext("%(n)s item", "%(n)s items", 2) == "%(n)s items"


def test_dates_are_written_as_people_write_them() -> None:
    assert language.day(date(2027, 3, 3)) == "3 March 2027"
    # British Summer Time: the clock on the school's wall, not the server's.
    assert language.moment(datetime(2027, 7, 1, 9, 42, tzinfo=UTC)) == "1 July 2027 at 10:42"
