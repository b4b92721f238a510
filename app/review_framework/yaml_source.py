"""A YAML file as a tree that remembers its lines.

Only plain YAML is read: text, lists and mappings. Aliases, tags, very deep nesting and very large files are
refused before anything is built from them, so that no file can exhaust memory or run code.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from app.review_framework.fault import Fault

MAX_BYTES = 1_000_000
MAX_DEPTH = 12
MAX_REPEATED_FAULTS = 20

Loc = tuple[str | int, ...]
# The C parser is ten times as fast. Building a tree with it recurses, so its events are measured first.
_FAST_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KINDS = {"bool": "true or false", "int": "a number", "float": "a number", "null": "empty"}
_PLAIN: dict[str, Any] = {"int": 0.5, "float": 0.5, "null": None}
"""Stands for any number but a plain whole one, which is kept: where a whole one is wanted, it is a fault."""
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,8})")
_TRUE = {"yes", "true", "on"}

# PyYAML notices these mistakes later than they were made; its context mark is where the reader has to look.
_LOOK_WHERE_IT_BEGAN = ("simple key", "quoted scalar", "flow sequence", "flow mapping")
_HINTS = {
    "cannot start any token": "a value cannot start like this; "
    "indent with spaces, never tabs, and put the text in quotes",
    "mapping values are not allowed": "a colon followed by a space needs "
    "the whole text in quotes, or the indentation is wrong",
    "expected <block end>": "the indentation does not match the lines above, or a quotation mark ends the text early",
    "could not find expected ':'": "this line is neither `key: value` nor part of the text above it",
    "unexpected end of stream": "a quotation mark is opened and never closed",
    "expected ',' or": "a bracket is opened and never closed, or a comma is missing",
    "found another document": "the file holds more than one document; remove the `---` line",
    "special characters are not allowed": "the file holds a character that cannot be seen or printed; remove it",
    "escape code": "a backslash in this text makes a character that cannot be seen or printed; remove it",
    "undefined alias": "an alias (`*name`) points to nothing; write the text out in full",
}


@dataclass(frozen=True)
class Spot:
    """One value in the file. `line` is where a reader looks: the key, for a list or mapping under a key."""

    line: int
    kind: str
    value: Any = None
    children: dict[str | int, "Spot"] = field(default_factory=dict)
    key_lines: dict[str, int] = field(default_factory=dict)

    @property
    def text(self) -> str | None:
        return self.value if self.kind == "text" else None

    def get(self, key: str | int) -> "Spot | None":
        return self.children.get(key)

    def each(self, key: str) -> Iterator["Spot"]:
        """The entries of the list under this key; nothing if it is missing or not a list."""
        child = self.get(key)
        if child is not None and child.kind == "a list":
            yield from child.children.values()

    def text_of(self, key: str) -> str | None:
        child = self.get(key)
        return child.text if child is not None else None

    def line_of(self, key: str) -> int:
        """The line of this key, or of the mapping that lacks it."""
        return self.key_lines.get(key, self.line)

    def plain(self) -> Any:
        """As ordinary Python lists, dicts, text, None and whole numbers; one number stands for all others."""
        if self.kind == "a list":
            return [child.plain() for child in self.children.values()]
        if self.kind == "a mapping":
            return {str(key): child.plain() for key, child in self.children.items()}
        return self.value


@dataclass
class Source:
    """What was read: the tree, unless the file cannot be read at all, and the faults found on the way."""

    path: Path
    root: Spot | None = None
    data: bytes = b""
    faults: list[Fault] = field(default_factory=list)

    def fault(self, line: int, message: str) -> None:
        self.faults.append(Fault(self.path, line, message))


def read(path: Path) -> Source:
    """Everything that can be known about the file without knowing what it is for. Never raises."""
    source = Source(path)
    text = _read_text(source)
    if text is None:
        return source
    try:
        if _can_be_built(source, text):
            node: Any = yaml.compose(text, Loader=_FAST_LOADER)
            source.root = _spot(source, node, line=node.start_mark.line + 1)
    except yaml.MarkedYAMLError as error:
        source.fault(*_explain(error))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        source.fault(line, f"this is not valid YAML: {_hint(str(error))}")
    except (ValueError, OverflowError, RecursionError) as error:
        # PyYAML lets these escape on impossible character escapes; it does not say where.
        source.fault(1, f"this is not valid YAML: {_hint(str(error))}")
    return source


def _read_text(source: Source) -> str | None:
    obstacle = _read_bytes(source)
    if obstacle is not None:
        source.fault(1, obstacle)
        return None
    try:
        text = source.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.data.count(b"\n", 0, error.start) + 1
        source.fault(line, "the file is not UTF-8 text; save it again with the encoding UTF-8")
        return None
    if not text.strip():
        source.fault(1, "the file is empty")
        return None
    return text


def _read_bytes(source: Source) -> str | None:
    """None if the bytes are in `source.data`, else the reason why not."""
    path, obstacle = source.path, None
    try:
        if path.is_dir():
            obstacle = "this is a folder, not a framework file"
        elif not path.exists():
            obstacle = "there is no such file"
        elif not path.is_file():
            obstacle = "this is not an ordinary file"
        else:
            with path.open("rb") as stream:
                source.data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        obstacle = f"the file cannot be read: {getattr(error, 'strerror', None) or error}"
    if len(source.data) > MAX_BYTES:
        obstacle = f"the file is larger than {MAX_BYTES:,} bytes, which no framework needs"
    return obstacle


def _can_be_built(source: Source, text: str) -> bool:
    """True if the file holds plain YAML only. Raises YAMLError with the marks of the Python parser."""
    try:
        return _is_plain_yaml(source, text, _FAST_LOADER)
    except yaml.YAMLError:
        # The two parsers word and place their errors differently; `_HINTS` knows the Python one's.
        source.faults.clear()
        return _is_plain_yaml(source, text, yaml.SafeLoader)


def _is_plain_yaml(source: Source, text: str, loader: Any) -> bool:
    """True if something is there, without aliases, without tags, not too deep. Raises YAMLError."""
    depth, values = 0, 0
    refused: set[int] = set()
    events: Iterator[Any] = yaml.parse(text, Loader=loader)
    for event in events:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            source.fault(
                line,
                f"lists and mappings are nested more than {MAX_DEPTH} deep; a framework never needs that",
            )
            return False
        if isinstance(event, yaml.NodeEvent):
            values += 1
            message = _refusal(event)
            if message and line not in refused and len(refused) < MAX_REPEATED_FAULTS:
                refused.add(line)
                source.fault(line, message)
    if not values:
        source.fault(1, "the file is empty: it holds comments only")
    return bool(values) and not refused


def _refusal(event: yaml.NodeEvent) -> str | None:
    if isinstance(event, yaml.AliasEvent):
        return f"aliases are not allowed: write the text out in full instead of `*{event.anchor}`"
    tag = getattr(event, "tag", None)
    if tag and tag != "!":
        return f"tags are not allowed: remove `{tag.replace('tag:yaml.org,2002:', '!!')}`"
    return None


def _spot(source: Source, node: yaml.Node, *, line: int) -> Spot:
    if isinstance(node, yaml.SequenceNode):
        spot = Spot(line, "a list")
        for index, child in enumerate(node.value):
            spot.children[index] = _spot(source, child, line=child.start_mark.line + 1)
        return spot
    if isinstance(node, yaml.MappingNode):
        return _mapping(source, node, line=line)
    return _scalar(source, node)


def _mapping(source: Source, node: yaml.MappingNode, *, line: int) -> Spot:
    spot = Spot(line, "a mapping")
    for key_node, child in node.value:
        key_line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            source.fault(key_line, "a key must be a word, not a list or a mapping")
            continue
        key = key_node.value
        if key in spot.key_lines:
            source.fault(key_line, f"the key `{key}` appears twice; it is already on line {spot.key_lines[key]}")
            continue
        spot.key_lines[key] = key_line
        spot.children[key] = _spot(source, child, line=key_line)
    return spot


def _scalar(source: Source, node: yaml.Node) -> Spot:
    line = node.start_mark.line + 1
    tag = node.tag.rsplit(":", 1)[-1]
    if tag == "bool":
        return Spot(line, _KINDS[tag], node.value.lower() in _TRUE)
    if tag == "int" and _WHOLE.fullmatch(node.value):
        return Spot(line, _KINDS[tag], int(node.value))
    if tag in _KINDS:
        return Spot(line, _KINDS[tag], _PLAIN[tag])
    # Dates are text here: the author wrote text, and only YAML sees a date in it.
    if any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t" for c in node.value):
        source.fault(line, "the text holds a character that cannot be seen or printed; remove it")
        return Spot(line, "text", "".join(c for c in node.value if unicodedata.category(c) not in {"Cc", "Cs"}))
    return Spot(line, "text", node.value.strip())


def _explain(error: yaml.MarkedYAMLError) -> tuple[int, str]:
    context, mark = error.context or "", error.problem_mark
    began = error.context_mark
    if began is not None and (mark is None or any(words in context for words in _LOOK_WHERE_IT_BEGAN)):
        mark = began
    line = mark.line + 1 if mark is not None else 1
    return line, f"this is not valid YAML: {_hint(error.problem or context or str(error))}"


def _hint(problem: str) -> str:
    return next((hint for words, hint in _HINTS.items() if words in problem), " ".join(problem.split()))
