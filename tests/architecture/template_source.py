"""Templates read as source: what they say outside gettext, what they extend, what uses them."""

import re
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes

from app.web.templates import make_environment

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "app" / "templates"
ENVIRONMENT: Environment = make_environment()

SEEN_OR_SPOKEN = {"alt", "title", "placeholder", "aria-label", "aria-description", "aria-roledescription", "label"}
"""Attributes that a person reads or hears. `value` is checked on buttons only."""

NOT_READ = {"script", "style", "template-data"}
ATTRIBUTE = re.compile(r'[\w-]+="[^"]*"')
"""In the body of a macro that gives a tag its attributes."""
WORD = re.compile(r"[^\W\d_]{2,}")
SENTENCE = re.compile(r"[A-Z][a-z’]+(?: [\w’]+)*[.?!:]?|\w+(?: [\w’,]+)+[.?!]?")
GETTEXT = {"_", "gettext", "ngettext", "pgettext", "npgettext"}


def all_templates() -> list[str]:
    return sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))


def source(name: str) -> str:
    return (TEMPLATES / name).read_text("utf-8")


def parse(text: str) -> nodes.Template:
    return ENVIRONMENT.parse(text)


def untranslated(text: str) -> list[str]:
    """Words between tags, in attributes that are read, or as a literal in an expression, that gettext never sees."""
    tree = parse(text)
    reader = _Reader()
    # What stands inside {% trans %} is no template data any more, but an argument of gettext.
    reader.feed("".join(data.data for data in tree.find_all(nodes.TemplateData)))
    reader.close()
    return [*reader.found, *_literals(tree)]


def _literals(tree: nodes.Template) -> list[str]:
    translated = {
        id(constant)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in GETTEXT
        for constant in call.find_all(nodes.Const)
    }
    imported = {
        id(one.template) for one in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport))
    }
    printed = [
        constant
        for place in tree.find_all((nodes.Output, nodes.Assign, nodes.CallBlock, nodes.Macro))
        for constant in place.find_all(nodes.Const)
    ]
    return sorted(
        {
            constant.value
            for constant in printed
            if id(constant) not in translated | imported
            and isinstance(constant.value, str)
            and SENTENCE.fullmatch(constant.value.strip())
            and (constant.value[0].isupper() or constant.value.rstrip().endswith((".", "?", "!")))
        }
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in NOT_READ:
            self._inside.append(tag)
        spoken = SEEN_OR_SPOKEN | ({"value"} if dict(attrs).get("type") in {"button", "reset"} else set())
        self.found += [value for name, value in attrs if name in spoken and value and WORD.search(value)]

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside and WORD.search(ATTRIBUTE.sub("", data)):
            self.found.append(data.strip())


def used_by_templates() -> set[str]:
    """What a template extends, includes or imports."""
    used = set()
    for name in all_templates():
        for one in parse(source(name)).find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
            if isinstance(one.template, nodes.Const):
                used.add(one.template.value)
    return used


def used_by_code() -> set[str]:
    """What Python names as a template."""
    named = re.compile(r'"(\w+/\w+\.html)"')
    return {name for path in (ROOT / "app").rglob("*.py") for name in named.findall(path.read_text("utf-8"))}


def extended(name: str) -> str | None:
    one = parse(source(name)).find(nodes.Extends)
    return one.template.value if one and isinstance(one.template, nodes.Const) else None


def blocks(name: str) -> dict[str, nodes.Block]:
    return {block.name: block for block in parse(source(name)).find_all(nodes.Block)}
