"""What a browser sent with a form: names and values in order, size-capped, validated after the guard has spoken."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from fastapi import Request

MAX_BYTES = 2_000_000
MAX_FIELDS = 5_000
CHOSEN = frozenset({"version", "judgement", "stakeholders", "kind", "dated", "focus_themes", "sponsor_role"})
CHOSEN |= {"themes", "lead_role", "owner_role", "status", "blockers", "who", "decision", "priority", "not_now"}
CHOSEN |= {"starts_on", "due_on", "by_on", "review_on", "written_on"}
FORM = "application/x-www-form-urlencoded"


class TooMuch(Exception):
    """More was sent than any of our forms can hold."""


class NotAForm(Exception):
    """Something was sent that none of our forms makes. Read as one it would be empty, and its words lost."""


@dataclass(frozen=True, slots=True)
class Posted:
    """Pairs of names and values. A text has Unix line ends and no NUL, which PostgreSQL cannot store."""

    pairs: tuple[tuple[str, str], ...] = ()

    def get(self, name: str, default: str = "") -> str:
        return next((value for key, value in self.pairs if key == name), default)

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.pairs if key == name]

    def by_name(self) -> dict[str, list[str]]:
        """All values of each name, for whoever reads many of them."""
        grouped: dict[str, list[str]] = {}
        for name, value in self.pairs:
            grouped.setdefault(name, []).append(value)
        return grouped

    def __contains__(self, name: str) -> bool:
        return any(key == name for key, _ in self.pairs)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.pairs)

    def prose(self) -> list[str]:
        """What somebody typed: into fields with a place, such as `LEAD-1.strengths`, and words in fields without one.
        Not what they chose from a list, and no password.
        """
        return [value for name, value in self.pairs if value and _is_prose(name, value)]

    def encoded(self) -> str:
        return urlencode(self.pairs)

    @classmethod
    def parse(cls, body: str) -> "Posted":
        """Raises TooMuch when there are more fields than any of our forms has."""
        try:
            pairs = parse_qsl(body, keep_blank_values=True, max_num_fields=MAX_FIELDS)
        except ValueError as error:
            raise TooMuch from error
        return cls(tuple((name, _plain(value)) for name, value in pairs))


NOTHING_POSTED = Posted()


async def read_posted(request: Request) -> Posted:
    """Raises TooMuch or NotAForm."""
    size = 0
    chunks: list[bytes] = []
    async for chunk in request.stream():
        size += len(chunk)
        if size > MAX_BYTES:
            raise TooMuch
        chunks.append(chunk)
    if size and request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise NotAForm
    return Posted.parse(b"".join(chunks).decode("utf-8", errors="replace"))


def _is_prose(name: str, value: str) -> bool:
    if "." in name:
        return name.rpartition(".")[2] not in CHOSEN
    return "pass" not in name and len(value.split()) > 1


def _plain(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
