"""Whatever the file holds, the checker answers with faults that have a line, and never raises."""

import string
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from app.review_framework import check, load_framework
from app.review_framework.vocabulary import vocabulary
from tests.review_framework.small_framework import SMALL, write

KEYS = [
    "id",
    "version",
    "scale",
    "areas",
    "items",
    "code",
    "statement",
    "look_at",
    "ask",
    "descriptors",
    "essential",
]
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(["TL-1", "TL", "senco"]),
)
trees = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), inner, max_size=5)
    ),
    max_leaves=30,
)
ITEM = ("areas", 0, "items", 0)
PLACES: list[tuple[str | int, ...]] = [(), ("scale",), ("scale", 0), ITEM[:1], ITEM[:2], ITEM[:3], ITEM]
PLACES += [(*ITEM, key) for key in ("look_at", "ask", "descriptors", "duty", "essential", "code", "statement")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all examples: making a thousand is what would take the time."""
    return tmp_path_factory.mktemp("any")


def faults_are_sound(folder: Path, content: bytes) -> None:
    path = write(folder, content)
    text = content.decode("utf-8", "replace")
    lines = len(text.splitlines()) + 2
    faults = check(path)
    if not faults:
        assert load_framework(path).items, "what has no fault can be used"
    for fault in faults:
        assert fault.file == path
        assert 1 <= fault.line <= lines
        assert fault.message.strip()


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(folder: Path, content: bytes) -> None:
    faults_are_sound(folder, content)


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=string.printable + "é\u2028\x85\ufeff“", max_size=120))
def test_any_text(folder: Path, text: str) -> None:
    faults_are_sound(folder, text.encode())


@settings(max_examples=80, deadline=None)
@given(
    st.integers(0, len(SMALL)),
    st.integers(0, 40),
    st.text(alphabet=string.printable + "*&!|>%@`", max_size=8),
)
def test_any_damage_to_a_good_file(folder: Path, start: int, length: int, new: str) -> None:
    faults_are_sound(folder, (SMALL[:start] + new + SMALL[start + length :]).encode())


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PLACES), trees)
def test_any_value_in_any_place(folder: Path, path: tuple[str | int, ...], value: object) -> None:
    document = {"root": yaml.safe_load(SMALL)}
    place = document
    steps: list[str | int] = ["root", *path]
    for step in steps[:-1]:
        place = place[step]
    place[steps[-1]] = value
    faults_are_sound(folder, yaml.safe_dump(document["root"], allow_unicode=True).encode("utf-8", "replace"))


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        "{a: " * 50_000,
        "- " * 50_000,
        "a:\n" + "".join(" " * n + "a:\n" for n in range(1, 300)),
        "a: &a [1]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a]\n" for n in range(2_000)),
        "<<: {a: b}\n",
        "? \n",
        "!!map {a: b}",
        "%YAML 9.9\n---\na: b\n",
        "a: 2024-99-99\nb: 0b\nc: 1:99:99\n",
        "areas: [{items: [{code: [1], statement: {}, look_at: 5, ask: {}, descriptors: []}]}]\n",
        "id: " + "9" * 5_000 + "\n",
    ],
    ids=range(12),
)
def test_hostile_files_are_refused_at_once(folder: Path, content: str) -> None:
    faults_are_sound(folder, content.encode())


def test_the_sound_fault_check_can_fail(folder: Path) -> None:
    """The twin: a file that is right has no fault, so the tests above do exercise both ways."""
    assert check(write(folder, SMALL)) == []
    assert check(write(folder, SMALL[:-40])) != []
    assert "lesson_visit" in vocabulary("evidence_kinds")
