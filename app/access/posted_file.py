"""One file sent with a form. Read only for somebody who may send it, and never further than the most it may hold."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from app.access.posted import NotAForm, Posted, TooMuch

FILE_FORM = b"multipart/form-data"
FIELD = "file"
ROOM_FOR_FIELDS = 64_000
"""What the names, headers and hidden fields around a file may take."""
MOST_PARTS = 20
MEGABYTE = 1_000_000


class FileTooLarge(TooMuch):
    """The file is larger than this installation takes. Carries how much it takes, in megabytes."""

    def __init__(self, most_mb: int) -> None:
        super().__init__(most_mb)
        self.most_mb = most_mb


@dataclass(frozen=True, slots=True)
class PostedFile:
    """Exactly what was sent, name and content, and nothing about it believed yet."""

    name: str = ""
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Upload:
    """Put on a handler's parameter that takes a file: `sent: Annotated[Looked, Upload(look_at)]`.

    The handler gets what `prepare` makes of the file. It is called before the transaction begins: looking through a
    large file takes seconds, in which nobody else could save.
    """

    prepare: Callable[[PostedFile], Any]


async def read_file_form(request: Request, *, most_mb: int) -> tuple[Posted, PostedFile]:
    """The fields of the form, and its file. Raises FileTooLarge or NotAForm."""
    kind, options = parse_options_header(request.headers.get("content-type"))
    if kind != FILE_FORM or not options.get(b"boundary"):
        raise NotAForm
    most = most_mb * MEGABYTE
    claimed = request.headers.get("content-length", "")
    if claimed.isdecimal() and int(claimed[:20]) > most + ROOM_FOR_FIELDS:
        raise FileTooLarge(most_mb)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most + ROOM_FOR_FIELDS:
            raise FileTooLarge(most_mb)
    posted, file = _parse(bytes(body), options[b"boundary"])
    if len(file.content) > most:
        raise FileTooLarge(most_mb)
    return posted, file


@dataclass(slots=True)
class _Part:
    headers: dict[str, bytes] = field(default_factory=dict)
    header: bytearray = field(default_factory=bytearray)
    value: bytearray = field(default_factory=bytearray)
    body: bytearray = field(default_factory=bytearray)

    def end_header(self) -> None:
        self.headers[self.header.decode("latin-1").lower()] = bytes(self.value)
        self.header.clear()
        self.value.clear()


class _Reader:
    """Gathers the parts of a body. `complete` is false for one that was cut off on its way."""

    def __init__(self) -> None:
        self.parts: list[_Part] = []
        self.complete = False

    def begin(self) -> None:
        if len(self.parts) == MOST_PARTS:
            raise NotAForm
        self.parts.append(_Part())

    def end_header(self) -> None:
        self.parts[-1].end_header()

    def end(self) -> None:
        self.complete = True

    def parser(self, boundary: bytes) -> MultipartParser:
        return MultipartParser(
            boundary,
            {
                "on_part_begin": self.begin,
                "on_part_data": lambda data, start, end: self.parts[-1].body.extend(data[start:end]),
                "on_header_field": lambda data, start, end: self.parts[-1].header.extend(data[start:end]),
                "on_header_value": lambda data, start, end: self.parts[-1].value.extend(data[start:end]),
                "on_header_end": self.end_header,
                "on_end": self.end,
            },
            max_header_size=ROOM_FOR_FIELDS,
        )


def _parse(body: bytes, boundary: bytes) -> tuple[Posted, PostedFile]:
    reader = _Reader()
    try:
        parser = reader.parser(boundary)
        parser.write(body)
        parser.finalize()
    except FormParserError as error:
        raise NotAForm from error
    if not reader.complete:
        raise NotAForm
    pairs, file = [], PostedFile()
    for part in reader.parts:
        _, options = parse_options_header(part.headers.get("content-disposition", b""))
        name = options.get(b"name", b"").decode("utf-8", errors="replace")
        if b"filename" not in options:
            pairs.append((name, part.body.decode("utf-8", errors="replace").replace("\x00", "")))
        elif name == FIELD:
            file = PostedFile(options[b"filename"].decode("utf-8", errors="replace"), bytes(part.body))
    return Posted(tuple(pairs)), file
