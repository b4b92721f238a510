"""The words that schools and programmes choose from, as data with stable codes."""

from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.review_framework.types import SnakeCode, Text

FOLDER = Path(__file__).parent / "vocabularies"


class Term(BaseModel):
    """One word to choose. `code` is stored and never changes; `label` is shown; `source` is its origin."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    code: SnakeCode
    label: Text
    singular: Text | None = Field(default=None, description="What one is called, where the label cannot be counted.")
    plural: Text | None = Field(default=None, description="What several are called; the label where it is missing.")
    source: Text
    about: Text | None = None
    group: SnakeCode | None = None
    answered_as: SnakeCode | None = Field(default=None, description="The kind of answer that a measure takes.")
    order: int | None = Field(default=None, description="A number that means something, such as that of a stage.")

    def counted(self, count: int) -> str:
        """What so many of these are called, without the number."""
        return (self.singular if count == 1 else self.plural) or self.label


class Vocabulary(BaseModel):
    """An ordered list of terms with unique codes."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    name: SnakeCode
    title: Text
    about: Text | None = None
    terms: Annotated[tuple[Term, ...], Field(min_length=1, strict=False)]

    @model_validator(mode="after")
    def _codes_are_unique(self) -> "Vocabulary":
        if len(self._by_code) != len(self.terms):
            raise ValueError(f"vocabulary {self.name} uses a code twice")
        return self

    @cached_property
    def _by_code(self) -> dict[str, Term]:
        return {term.code: term for term in self.terms}

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Every code, in the order of the file."""
        return tuple(term.code for term in self.terms)

    @cached_property
    def labels(self) -> dict[str, str]:
        """Code to label, in the order of the file: what a form needs for its choices."""
        return {term.code: term.label for term in self.terms}

    def term(self, code: str) -> Term:
        """The term with this code. Raises KeyError."""
        try:
            return self._by_code[code]
        except KeyError:
            raise KeyError(f"vocabulary {self.name} has no code {code!r}") from None

    def label(self, code: str) -> str:
        """What people read for this code. Raises KeyError."""
        return self.term(code).label

    def in_group(self, group: str) -> tuple[Term, ...]:
        """The terms of one group, in order; empty if there is no such group."""
        return tuple(term for term in self.terms if term.group == group)

    def __iter__(self) -> Iterator[Term]:  # type: ignore[override]  # pydantic iterates fields; terms are what is wanted
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code


@cache
def vocabulary(name: str) -> Vocabulary:
    """The vocabulary with this name. Raises KeyError if there is none, ValueError if its file is wrong."""
    if name not in vocabulary_names():
        raise KeyError(f"there is no vocabulary {name!r}; there are: {', '.join(vocabulary_names())}")
    loaded = Vocabulary.model_validate(yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8")))
    if loaded.name != name:
        raise ValueError(f"the file {name}.yaml holds the vocabulary {loaded.name!r}")
    return loaded


@cache
def vocabulary_names() -> tuple[str, ...]:
    """The names of every vocabulary, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))
