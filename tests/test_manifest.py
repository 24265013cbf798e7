"""What a manifest may say, and that nothing else is believed."""

import json
from dataclasses import asdict, replace
from hashlib import blake2b
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.manifest import (
    ANY_FORMAT,
    FORMAT_VERSION,
    FileEntry,
    Manifest,
    OldFormat,
    SegmentEntry,
    decode_manifest,
    deleted_name,
    encode_manifest,
    is_segment_id,
    manifest_generation,
    manifest_name,
    new_segment_id,
)

ARRAYS = FileEntry("arrays", 100, "0" * 32)
SEGMENT = SegmentEntry("00000000000000a1", 3, (ARRAYS,), 1, FileEntry("deleted-2", 1, "f" * 32))
MANIFEST = Manifest(2, "2019-08-22T09:00:00+00:00", {"title": "text"}, (SEGMENT,))

checksums = st.text("0123456789abcdef", min_size=32, max_size=32)
sizes = st.integers(0, 2**63 - 1)


@st.composite
def segments(draw: st.DrawFn, segment_id: str) -> SegmentEntry:
    names = draw(st.sets(st.sampled_from(["arrays", "articles", "columns", "terms-2"])))
    doc_count = draw(st.integers(0, 2**32 - 1))
    deleted = draw(st.integers(0, doc_count))
    return SegmentEntry(
        segment_id,
        doc_count,
        tuple(FileEntry(name, draw(sizes), draw(checksums)) for name in sorted(names)),
        deleted,
        FileEntry(deleted_name(draw(st.integers(1, 999))), draw(sizes), draw(checksums)) if deleted else None,
    )


@st.composite
def manifests(draw: st.DrawFn) -> Manifest:
    ids = draw(st.sets(st.integers(0, 2**64 - 1), max_size=4))
    return Manifest(
        draw(st.integers(1, 2**63 - 1)),
        draw(st.datetimes()).isoformat() + "+00:00",
        draw(st.dictionaries(st.text(), st.text())),
        tuple(draw(segments(f"{number:016x}")) for number in sorted(ids)),
    )


@given(manifests())
def test_a_manifest_reads_back_equal(manifest: Manifest) -> None:
    assert decode_manifest(encode_manifest(manifest)) == manifest


@given(manifests(), st.data())
def test_any_flipped_bit_of_any_manifest_is_noticed(manifest: Manifest, data: st.DataObject) -> None:
    raw = bytearray(encode_manifest(manifest))
    bit = data.draw(st.integers(0, 8 * len(raw) - 1))
    raw[bit // 8] ^= 1 << bit % 8
    with pytest.raises(ValueError, match=r"it |its |newer"):
        decode_manifest(bytes(raw))


def test_every_flipped_bit_of_an_escaped_letter_is_noticed() -> None:
    """In JSON, \\u00e9 and \\u00E9 are the same letter and one bit apart."""
    raw = encode_manifest(replace(MANIFEST, schema={"café": "text"}))
    assert rb"\u00e9" in raw
    for bit in range(8 * len(raw)):
        flipped = bytearray(raw)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(ValueError, match=r"it |its |newer"):
            decode_manifest(bytes(flipped))


def sealed(stated: Any) -> bytes:
    """JSON with a valid checksum, whatever it says: what someone could make on purpose."""

    def canonical(values: Any) -> bytes:
        return json.dumps(values, sort_keys=True, separators=(",", ":")).encode()

    digest = blake2b(canonical(stated), digest_size=16).hexdigest()
    return canonical({**stated, "checksum": digest})


def stated(**changes: Any) -> dict[str, Any]:
    return {"format": FORMAT_VERSION, **asdict(MANIFEST), **changes}


def with_segment(**changes: Any) -> dict[str, Any]:
    return stated(segments=[asdict(SEGMENT) | changes])


def with_file(**changes: Any) -> dict[str, Any]:
    return with_segment(files=[asdict(ARRAYS) | changes])


def test_what_is_sealed_by_hand_is_believed_if_it_is_right() -> None:
    assert decode_manifest(sealed(stated())) == MANIFEST


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (stated(format=0), "format 0 was never in use"),
        (stated(format="1"), "format '1' was never in use"),
        (stated(format=FORMAT_VERSION + 1), "newer version.*upgrade with: pipx upgrade newsmorgue"),
        (stated(generation=0), "the generation cannot be 0"),
        (stated(generation=True), "the generation cannot be True"),
        (stated(generation=2.0), "the generation cannot be 2.0"),
        (stated(generation=2**63), "the generation cannot be"),
        (stated(created="2019-08-22T09:00:00"), "not in UTC"),
        (stated(created="2019-08-22T09:00:00+09:00"), "not in UTC"),
        (stated(created="yesterday"), "yesterday"),
        (stated(created=7), "not in UTC"),
        (stated(schema=[]), "where an object belongs"),
        (stated(schema={"title": 1}), "not a table of names"),
        (stated(segments={}), "where a list belongs"),
        (stated(segments=["one"]), "where an object belongs"),
        (stated(segments=[asdict(SEGMENT)] * 2), "a segment is named twice"),
        (stated(more=1), "the keys"),
        (with_segment(id="../../../../etc"), "cannot be the id of a segment"),
        (with_segment(id="00000000000000A1"), "cannot be the id of a segment"),
        (with_segment(id=None), "cannot be the id of a segment"),
        (with_segment(doc_count=2**32), "the documents of segment"),
        (with_segment(doc_count=-1), "the documents of segment"),
        (with_segment(deleted_count=4), "the deletions of segment"),
        (with_segment(deleted_count=0), "does not list them"),
        (with_segment(deletions=None), "does not list them"),
        (with_segment(deletions=asdict(ARRAYS)), "the deletion file of segment"),
        (with_segment(copies=asdict(ARRAYS)), "the file of copies of segment"),
        (with_segment(copies=""), "where an object belongs"),
        (with_segment(stories=asdict(ARRAYS) | {"name": "copies-2"}), "as its file of stories"),
        (with_segment(files=[asdict(ARRAYS) | {"name": "stories-2"}]), "names a file twice"),
        (with_segment(files=[asdict(ARRAYS) | {"name": "copies-2"}]), "names a file twice"),
        (with_segment(files=[asdict(ARRAYS)] * 2), "names a file twice"),
        (with_segment(files=[asdict(ARRAYS) | {"name": "deleted-2"}]), "names a file twice"),
        (with_segment(more=1), "the keys"),
        (with_file(name="../LOCK"), "cannot be a name of a file"),
        (with_file(name="/etc/passwd"), "cannot be a name of a file"),
        (with_file(name="a\\b"), "cannot be a name of a file"),
        (with_file(name=""), "cannot be a name of a file"),
        (with_file(name="arrays\n"), "cannot be a name of a file"),
        (with_file(name="a" * 64), "cannot be a name of a file"),
        (with_file(size=-1), "the size of arrays"),
        (with_file(size="1"), "the size of arrays"),
        (with_file(checksum="0" * 31), "a checksum of arrays"),
        (with_file(checksum="F" * 32), "a checksum of arrays"),
    ],
)
def test_a_manifest_made_on_purpose_is_refused_for_what_is_wrong(wrong: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        decode_manifest(sealed(wrong))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b'"manifest"',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"generation":' + b"9" * 10_000 + b"}",
        encode_manifest(MANIFEST)[:-1],
        encode_manifest(MANIFEST) + b"\n",
        encode_manifest(MANIFEST).decode().encode("utf-16"),
        json.dumps(json.loads(encode_manifest(MANIFEST)), indent=1).encode(),
        b'{"checksum":"x",' + encode_manifest(MANIFEST)[1:],
    ],
)
def test_what_is_not_a_manifest_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r"it |its "):
        decode_manifest(raw)


def test_an_impossible_manifest_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="cannot be a name of a file"):
        replace(ARRAYS, name="../LOCK")
    with pytest.raises(ValueError, match="does not list them"):
        replace(SEGMENT, deletions=None)
    with pytest.raises(ValueError, match="a segment is named twice"):
        replace(MANIFEST, segments=(SEGMENT, SEGMENT))


def test_the_files_of_a_manifest_are_named_from_the_archive() -> None:
    assert [path for path, _ in MANIFEST.files()] == [
        "segments/00000000000000a1/arrays",
        "segments/00000000000000a1/deleted-2",
    ]


def test_new_segments_have_ids_of_their_own() -> None:
    ids = {new_segment_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(map(is_segment_id, ids))


@pytest.mark.parametrize(
    "name", ["manifest-0.json", "manifest-01.json", "manifest-1.json.bak", "manifest-１.json"]
)
def test_only_what_a_manifest_can_be_called_is_taken_for_one(name: str) -> None:
    assert manifest_generation(manifest_name(12)) == 12
    assert manifest_generation(name) is None


@pytest.mark.parametrize(
    ("version", "without"), [(1, ("copies", "stories")), (2, ("copies", "stories")), (3, ("stories",))]
)
def test_a_manifest_of_an_earlier_format_is_read_only_where_that_is_accepted(
    version: int, without: tuple[str, ...]
) -> None:
    entry = asdict(SEGMENT)
    for name in without:  # which only later formats have
        del entry[name]
    raw = sealed(stated(format=version, segments=[entry]))
    with pytest.raises(OldFormat) as old:
        decode_manifest(raw)
    assert old.value.version == version
    assert decode_manifest(raw, ANY_FORMAT) == MANIFEST
    with pytest.raises(ValueError, match="the keys"):
        decode_manifest(sealed(stated(format=version, segments=[asdict(SEGMENT)])), ANY_FORMAT)
