"""Every kind of broken file: the checker names the file, the line and the fault, and nothing else."""

from pathlib import Path

import pytest

from app.review_framework import check
from tests.review_framework.broken_cases import ALSO, CASES, LINES
from tests.review_framework.small_framework import SMALL, broken, line_of_here, write


def test_the_small_framework_has_no_fault(tmp_path: Path) -> None:
    assert check(write(tmp_path, SMALL)) == []


@pytest.mark.parametrize("name", CASES)
def test_fault_is_named_with_its_line(name: str, tmp_path: Path) -> None:
    old, new, words = CASES[name]
    text = broken(old, new)
    path = write(tmp_path, text)
    faults = check(path)
    line = LINES.get(name) or line_of_here(text)
    assert [(f.file, f.line) for f in faults if words in f.message] == [(path, line)], [str(f) for f in faults]
    if name in ALSO:
        assert any(ALSO[name] in fault.message for fault in faults), [str(f) for f in faults]
    else:
        assert len(faults) == 1, [str(f) for f in faults]


def test_too_many_essential_items(tmp_path: Path) -> None:
    items = "".join(
        f"      - code: TL-{n}\n        statement: {word} helps pupils here.\n        why: It does.\n"
        "        look_at:\n          - {kind: survey, what: x}\n          - {kind: tour, what: x}\n"
        "        ask: [pupils, governor]\n"
        "        descriptors: {early: It begins., steady: It works each day.}\n"
        f"        essential: {'true' if n < 8 else 'false'}\n"
        for n, word in enumerate(["Music", "Sport", "Art", "Play", "Talk", "Time", "Space", "Rest", "Food", "Fun"], 1)
    ).replace("kind: tour", "kind: learning_walk")
    text = SMALL[: SMALL.index("      - code: TL-1")] + items
    (fault,) = check(write(tmp_path, text))
    assert text.splitlines()[fault.line - 1].strip() == "essential: true"
    assert text.splitlines()[: fault.line].count("        essential: true") == 6
    assert "7 of 10 items are essential; at most 5" in fault.message


def test_several_faults_come_in_the_order_of_their_lines(tmp_path: Path) -> None:
    text = broken("ask: [senior_leader, senco]", "ask: [senco]").replace("kind: lesson_visit", "kind: tour")
    assert [f.line for f in check(write(tmp_path, text))] == [23, 57]


def test_fault_reads_as_a_sentence(tmp_path: Path) -> None:
    path = write(tmp_path, broken("ask: [senior_leader, senco]", "ask: [senco]"))
    (fault,) = check(path)
    assert str(fault) == f"{path}, line 57: item LEAD-1 asks only the SENCO; name at least one other role in `ask`"
