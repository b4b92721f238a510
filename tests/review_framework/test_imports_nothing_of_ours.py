"""The framework is pure data: it imports nothing else of the app."""

import ast
import sys
from pathlib import Path

import pytest

import app.review_framework

ALLOWED = {"pydantic", "yaml", *sys.stdlib_module_names}
PACKAGE = Path(app.review_framework.__file__).parent


def foreign_imports(code: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or ".")
    return {
        name
        for name in found
        if name.split(".")[0] not in ALLOWED and f"{name}.".startswith("app.review_framework.") is False
    }


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.name)
def test_module_imports_nothing_of_ours(path: Path) -> None:
    assert foreign_imports(path.read_text("utf-8")) == set()


def test_a_foreign_import_would_be_seen() -> None:
    assert foreign_imports("from app.models import x\nimport sqlmodel, json") == {"app.models", "sqlmodel"}
    assert foreign_imports("from app.review_framework_two import x") == {"app.review_framework_two"}
