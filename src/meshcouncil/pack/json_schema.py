"""The JSON schemas of packs and policy libraries, for editors that complete and check while an author writes."""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import models_json_schema

from meshcouncil.pack.schema import FILES, PolicyLibraryFile

ADDRESS = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """Give one schema that fits every YAML file of a pack; the keys of a file say which one it is."""
    kinds = list(FILES.values())
    references, schema = models_json_schema(
        [(kind, "validation") for kind in kinds], by_alias=True, ref_template="#/$defs/{model}"
    )
    return {
        "$schema": ADDRESS,
        "title": "Mesh Council pack",
        "description": "Fits each YAML file of a pack: pack, teams, roles, agenda, decisions, graph, library.",
        "anyOf": [references[kind, "validation"] for kind in kinds],
        "$defs": schema["$defs"],
    }


def json_schema_text() -> str:
    """Give the schema as text, always the same."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def library_schema() -> dict[str, Any]:
    """Give the schema of a policy library's files."""
    schema = PolicyLibraryFile.model_json_schema(by_alias=True)
    return {"$schema": ADDRESS, **schema, "title": "Mesh Council policy library"}


def library_schema_text() -> str:
    """Give the schema of a policy library's files as text, always the same."""
    return json.dumps(library_schema(), indent=2, ensure_ascii=False) + "\n"
