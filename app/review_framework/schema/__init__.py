"""The JSON Schema of a framework file, for editors that check while one types.

It is generated from the types and the vocabularies; regenerate it after a change to either:

    python -m app.review_framework.schema
"""

import json
from pathlib import Path
from typing import Any

from app.review_framework.types import Framework
from app.review_framework.vocabulary import vocabulary

SCHEMA_FILE = Path(__file__).parent / "framework.schema.json"


def framework_schema() -> dict[str, Any]:
    """The schema as it follows from the types today. Rules across items are the checker's."""
    schema = Framework.model_json_schema()
    parts = schema["$defs"]
    parts["LookAt"]["properties"]["kind"]["enum"] = list(vocabulary("evidence_kinds").codes)
    parts["Item"]["properties"]["ask"]["items"]["enum"] = list(vocabulary("stakeholders").codes)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "Review framework"}


def schema_text() -> str:
    """The content that the published file must have."""
    return json.dumps(framework_schema(), indent=2, ensure_ascii=False) + "\n"
