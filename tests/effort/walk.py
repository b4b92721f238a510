"""Somebody who walks through pages with what is on them alone: follows links by their words, fills in forms by their
labels, presses buttons. Counts pages, clicks and fields typed into, as without JavaScript.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib

from tests.visits import HTML, Browser, plain

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
CHOICES = frozenset({"radio", "checkbox"})


@dataclass(frozen=True)
class Effort:
    pages: int
    clicks: int
    typed: int


class Walk:
    """Stands on one page at a time."""

    def __init__(self, browser: Browser, start: str) -> None:
        self._browser = browser
        self._pages = self._clicks = self._typed = 0
        self._arrive(browser.get(start), start)

    @property
    def effort(self) -> Effort:
        return Effort(self._pages, self._clicks, self._typed)

    @property
    def text(self) -> str:
        return _text(self._tree)

    def follow(self, words: str) -> None:
        """The first link that says these words. Raises LookupError."""
        link = self._one("a", words)
        self._clicks += 1
        self._go("GET", link.attrib["href"])

    def press(
        self,
        words: str,
        *,
        typed: Mapping[str, str] | None = None,
        chosen: Mapping[str, str] | None = None,
        file: tuple[str, bytes] | None = None,
    ) -> None:
        """The first button that says these words, after typing into fields and choosing options by their names, and
        choosing a file in the field for one.

        Raises LookupError for a button or a field that is not there.
        """
        button = self._one("button", words)
        form = self._form_of(button)
        pairs = list(_as_filled_in(form, typed or {}, chosen or {}))
        if "name" in button.attrib:
            pairs.append((button.attrib["name"], button.attrib.get("value", "")))
        self._typed += len(typed or {})
        self._clicks += len(chosen or {}) + (file is not None) + 1
        target = button.attrib.get("formaction") or form.attrib.get("action") or self._path
        if file:
            field = next(one for one in form.iter(f"{HTML}input") if one.attrib.get("type") == "file")
            path = urljoin(self._path, target).partition("#")[0]
            self._arrive(self._browser.post(path, dict(pairs), files={field.attrib["name"]: file}), path)
        else:
            self._go(form.attrib.get("method", "get").upper(), target, pairs)

    def _go(self, method: str, target: str, pairs: list[tuple[str, str]] | None = None) -> None:
        path = urljoin(self._path, target).partition("#")[0]
        if method == "POST":
            response = self._browser.post(path, content=urlencode(pairs or []), headers=FORM)
        else:
            response = self._browser.get(f"{path}?{urlencode(pairs)}" if pairs else path)
        self._arrive(response, path)

    def _arrive(self, response: Any, path: str) -> None:
        while response.status_code == 303:
            path = urljoin(path, response.headers["location"]).partition("#")[0]
            parts = urlsplit(path)
            path = f"{parts.path}?{parts.query}" if parts.query else parts.path
            response = self._browser.get(path)
        assert response.status_code == 200, f"{path}: {response.status_code} {response.text[:300]}"
        self._path = path
        self._pages += 1
        self._tree = html5lib.parse(response.text)
        self._parents = {child: parent for parent in self._tree.iter() for child in parent}

    def _one(self, tag: str, words: str) -> Element:
        for one in self._tree.iter(f"{HTML}{tag}"):
            if words in _text(one):
                return one
        raise LookupError(f"{self._path} has no {tag} that says “{words}”: {self.text[:400]}")

    def _form_of(self, button: Element) -> Element:
        element: Element | None = button
        while element is not None and element.tag != f"{HTML}form":
            element = self._parents.get(element)
        if element is None:
            raise LookupError(f"{self._path}: the button stands in no form.")
        return element


def _as_filled_in(form: Element, typed: Mapping[str, str], chosen: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What a browser would send, in the order of the form. Raises LookupError."""
    left = {*typed, *chosen}
    for one in form.iter():
        name, kind = one.attrib.get("name", ""), one.attrib.get("type", "text")
        if not name or one.tag == f"{HTML}button" or kind == "file":
            continue
        if kind in CHOICES:
            value = one.attrib.get("value", "on")
            if name in chosen and chosen[name] == value:
                left.discard(name)
                yield name, value
            elif name not in chosen and "checked" in one.attrib:
                yield name, value
        elif one.tag == f"{HTML}select":
            left.discard(name)
            yield name, chosen.get(name, _selected(one))
        elif one.tag in {f"{HTML}input", f"{HTML}textarea"}:
            left.discard(name)
            standing = "".join(one.itertext()) if one.tag == f"{HTML}textarea" else one.attrib.get("value", "")
            yield name, typed.get(name, standing)
    if left:
        raise LookupError(f"The form has no {sorted(left)}.")


def _selected(select: Element) -> str:
    options = list(select.iter(f"{HTML}option"))
    marked = [one for one in options if "selected" in one.attrib] or options[:1]
    return marked[0].attrib.get("value", _text(marked[0])) if marked else ""


def _text(element: Element) -> str:
    return plain("".join(element.itertext()))
