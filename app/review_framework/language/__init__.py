"""Language as data: words about what pupils lack, words of degree, words that every school reads."""

import re
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field

FOLDER = Path(__file__).parent


class DeficitPhrase(BaseModel):
    """Words that say what a pupil or family lacks, and another way to say it that says what helps."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    phrase: str
    instead: str
    forms: Annotated[tuple[str, ...], Field(strict=False)] = ()


class Finding(BaseModel):
    """Where a phrase stands in a text: `text[start:end]`, as it was written."""

    model_config = ConfigDict(frozen=True)

    start: int
    end: int
    found: str
    instead: str


@cache
def deficit_phrases() -> tuple[DeficitPhrase, ...]:
    """Every phrase of the list, in the order of the file."""
    return tuple(DeficitPhrase.model_validate(entry) for entry in _read("deficit.yaml")["phrases"])


@cache
def words_of_degree() -> frozenset[str]:
    """Words such as "some", "most" and "always" that turn one descriptor into a ladder of adverbs."""
    return frozenset(_read("words_of_degree.yaml")["words"])


@cache
def familiar_words() -> frozenset[str]:
    """Long words that everybody who works in a school reads every day."""
    return frozenset(_read("familiar_words.yaml")["words"])


def find_deficit_language(text: str) -> tuple[Finding, ...]:
    """Every phrase of the list in this text, from left to right; the longer phrase wins where two overlap."""
    pattern, instead = _matcher()
    straight = text.replace("’", "'")
    return tuple(
        Finding(start=m.start(), end=m.end(), found=text[m.start() : m.end()], instead=instead[_normal(m.group())])
        for m in pattern.finditer(straight)
    )


@cache
def _matcher() -> tuple[re.Pattern[str], dict[str, str]]:
    instead = {_normal(form): entry.instead for entry in deficit_phrases() for form in (entry.phrase, *entry.forms)}
    longest_first = sorted(instead, key=lambda form: (-len(form), form))
    forms = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest_first)
    return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])", re.IGNORECASE), instead


def _normal(phrase: str) -> str:
    return " ".join(phrase.lower().split())


def _read(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((FOLDER / name).read_text("utf-8"))
    return loaded
