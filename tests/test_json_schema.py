"""docs/json.schema.json describes what is really written."""

import json
from pathlib import Path

import pytest
from command_line import ROOT, search
from jsonschema import Draft202012Validator
from newsroom import HARBOUR, build

SCHEMA = json.loads((ROOT / "docs" / "json.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("schema") / "archive").path


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    ("kind", "args"),
    [
        ("query", ["query", "storm"]),
        ("query", ["query", "storm", "--limit", "1", "--facets", "outlet,author,day"]),
        ("query", ["query", "zeppelin"]),
        ("query", ["query", "storm", "--count"]),
        ("query", ["query", "storm", "--fields", "id,rank,authors,agency"]),
        ("facets", ["facets"]),
        ("facets", ["facets", "--field", "outlet,day", "--facet-limit", "1"]),
        ("timeline", ["timeline"]),
        ("timeline", ["timeline", "harbour", "--by", "outlet"]),
        ("timeline", ["timeline", "zeppelin"]),
        ("show", ["show", HARBOUR.id]),
        ("similar", ["similar", HARBOUR.id]),
    ],
)
def test_a_document_is_as_the_schema_says(archive: Path, kind: str, args: list[str]) -> None:
    document = json.loads(search(archive, *args, "--json").out)
    VALIDATOR.validate(document)
    assert [name for name in SCHEMA["$defs"] if is_a(document, name)] == [kind]


def is_a(document: object, name: str) -> bool:
    if {"$ref": f"#/$defs/{name}"} not in SCHEMA["oneOf"]:
        return False
    return VALIDATOR.evolve(schema=SCHEMA | {"oneOf": [{"$ref": f"#/$defs/{name}"}]}).is_valid(document)


def test_the_lines_of_jsonl_are_hits(archive: Path) -> None:
    hits = VALIDATOR.evolve(schema={"$ref": "#/$defs/hit", "$defs": SCHEMA["$defs"]})
    for line in search(archive, "query", "storm", "--jsonl").out.splitlines():
        hits.validate(json.loads(line))
