"""Pages and forms that may come back with what was wrong with them."""

from collections.abc import Iterable

Errors = tuple[tuple[str, str], ...]
"""The name of a field, and the sentence beside it."""


class Sent:
    """Something with `errors`. Those of a field stand beside it."""

    __slots__ = ()
    errors: Iterable[tuple[str, str]]

    def error(self, name: str) -> str:
        """The sentence beside this field, or nothing."""
        return dict(self.errors).get(name, "")
