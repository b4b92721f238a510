"""A framework from its file, and every lookup in it."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from app.review_framework import (
    DOES_NOT_APPLY,
    NOT_LOOKED_AT,
    BrokenFramework,
    Framework,
    all_frameworks,
    check_folder,
    get_framework,
    latest_framework,
    load_framework,
)
from tests.review_framework.small_framework import SMALL, broken, write


@pytest.fixture
def small(tmp_path: Path) -> Framework:
    return load_framework(write(tmp_path, SMALL))


def test_items_keep_the_order_of_the_file(small: Framework) -> None:
    assert [item.code for item in small.items] == ["TL-1", "TL-2", "LEAD-1"]
    assert [item.code for item in small.essential_items] == ["TL-1"]
    assert small.items_for("short") == small.essential_items
    assert small.items_for("full") == small.items
    assert small.areas[1].items_for("short") == ()


def test_lookups(small: Framework) -> None:
    assert small.item("LEAD-1").duty is not None
    assert small.area("TL").title == "Teaching"
    assert small.area_of("LEAD-1") is small.areas[1]
    assert small.level("early").label == "Early"
    assert list(small.item("TL-1").descriptors) == ["early", "steady"]
    assert small.items is small.items


@pytest.mark.parametrize("lookup", ["item", "area", "area_of", "level"])
def test_unknown_code_is_a_clear_key_error(small: Framework, lookup: str) -> None:
    with pytest.raises(KeyError, match=r"small 1\.0 has no \w+ 'NONE-1'"):
        getattr(small, lookup)("NONE-1")


def test_unknown_depth_is_refused(small: Framework) -> None:
    with pytest.raises(ValueError, match="depth must be 'short' or 'full', not 'deep'"):
        small.items_for("deep")


def test_nothing_changes_after_loading(small: Framework) -> None:
    with pytest.raises(ValidationError):
        small.title = "Another"
    with pytest.raises(TypeError):
        small.item("TL-1").descriptors["early"] = "Another"


def test_framework_survives_the_trip_through_json(small: Framework) -> None:
    assert Framework.model_validate_json(small.model_dump_json()) == small
    assert len({*small.items, *small.items}) == 3


def test_a_framework_with_two_answers_to_one_lookup_cannot_exist(small: Framework) -> None:
    content = small.model_dump(mode="json")
    content["areas"][0]["items"][1]["code"] = "TL-1"
    with pytest.raises(ValidationError, match="codes used twice: TL-1"):
        Framework.model_validate_json(json.dumps(content))


def test_broken_file_is_refused_with_its_faults(tmp_path: Path) -> None:
    path = write(tmp_path, broken("ask: [senior_leader, senco]", "ask: [senco]"))
    with pytest.raises(BrokenFramework, match="line 57: item LEAD-1 asks only the SENCO") as refused:
        load_framework(path)
    assert [fault.line for fault in refused.value.faults] == [57]


def test_dropping_in_a_file_adds_a_version_and_newer_means_higher(tmp_path: Path) -> None:
    for version in ("1.10", "1.9", "1.0"):
        write(tmp_path, SMALL.replace('"1.0"', f'"{version}"'), f"small-{version}.yaml")
    assert [f.version for f in all_frameworks(tmp_path)] == ["1.0", "1.9", "1.10"]
    assert latest_framework("small", folder=tmp_path).version == "1.10"
    assert get_framework("small", "1.9", folder=tmp_path).version == "1.9"


def test_same_version_in_two_files_is_refused(tmp_path: Path) -> None:
    write(tmp_path, SMALL, "a.yaml")
    write(tmp_path, SMALL, "b.yaml")
    with pytest.raises(BrokenFramework, match=r"small 1\.0 is already in another file"):
        all_frameworks(tmp_path)
    assert any("its name must be small-1.0.yaml" in fault.message for fault in check_folder(tmp_path))


def test_unknown_framework_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="there is no framework other"):
        latest_framework("other")
    with pytest.raises(KeyError, match=r"there is no framework wss-mainstream 0\.1"):
        get_framework("wss-mainstream", "0.1")


def test_shipped_frameworks_are_found_once() -> None:
    assert get_framework("wss-mainstream", "1.0") in all_frameworks()
    assert all_frameworks() is all_frameworks()


def test_answers_that_are_not_levels_are_never_levels() -> None:
    for framework in all_frameworks():
        assert not {NOT_LOOKED_AT, DOES_NOT_APPLY} & {level.code for level in framework.scale}
