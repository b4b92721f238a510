"""Files that cannot be a framework at all, and files that only look odd."""

from pathlib import Path

import pytest

from app.review_framework import check
from tests.review_framework.small_framework import SMALL, write


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"", 1, "the file is empty"),
        (b"\n \n", 1, "the file is empty"),
        (b"# only a comment\n", 1, "it holds comments only"),
        (b"id: small\ntitle: caf\xe9\n", 2, "not UTF-8"),
        (b"\xff\xfei\x00d\x00", 1, "not UTF-8"),
        (b"id: small\ntitle: a\x00b\n", 2, "cannot be seen"),
        (b"- one\n- two\n", 1, "must be a mapping"),
        (b"# note\njust text\n", 2, "but it is text"),
        (b"42\n", 1, "but it is a number"),
        (b'id: small\ntitle: "open\nversion: x\n', 2, "a quotation mark is opened and never closed"),
        (b'id: "\\Uffffffff"\n', 1, "not valid YAML"),
        (b"a: &a [x, x]\nb: [*a, *a]\n", 2, "aliases are not allowed"),
        (b"x: " + b"y" * 1_000_001, 1, "larger than 1,000,000 bytes"),
    ],
)
def test_file_that_cannot_be_a_framework(content: bytes, line: int, words: str, tmp_path: Path) -> None:
    (fault, *_) = check(write(tmp_path, content))
    assert fault.line == line
    assert words in fault.message


def test_missing_file_and_folder(tmp_path: Path) -> None:
    assert [f.message for f in check(tmp_path / "none.yaml")] == ["there is no such file"]
    assert [f.message for f in check(tmp_path)] == ["this is a folder, not a framework file"]
    assert check(str(tmp_path / "none.yaml"))[0].line == 1
    assert "cannot be read" in check(tmp_path / ("x" * 5000))[0].message
    assert check("a\0b") != []


def test_byte_order_mark_and_windows_lines_are_read(tmp_path: Path) -> None:
    assert check(write(tmp_path, b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())) == []
