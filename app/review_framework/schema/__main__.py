"""Writes the published schema afresh."""

from app.review_framework.schema import SCHEMA_FILE, schema_text

SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
