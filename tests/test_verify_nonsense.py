"""An archive with the right checksums and nonsense under them: `verify` says so, and never fails itself."""

import json
from collections.abc import Iterable
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pytest
from damaged import InMemory, contents
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from newsroom import CUTS, FUND, HARBOUR, TREATY, build
from nonsense import NONSENSE, Arrays, Meta

from index.article import Published, article_to_json, to_json
from index.codec.arrays import ArrayFile, write_arrays
from index.codec.articles import in_blocks, write_blocks
from index.codec.keys import Keys, keys_buffers
from index.generations import load_current
from index.manifest import (
    KINDS,
    Kind,
    Manifest,
    SegmentEntry,
    encode_manifest,
    keys_name,
    manifest_name,
    segment_folder,
)
from index.snapshot import deletion_buffers
from index.storage import write_file
from index.upkeep.segment_check import Finding
from index.upkeep.verify import verify

HELD = (HARBOUR, FUND, CUTS, TREATY)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Four articles in one segment; one is deleted."""
    archive = build(tmp_path_factory.mktemp("nonsense") / "archive", HELD)
    archive.remove([CUTS.id])
    return contents(archive.path)


@pytest.fixture
def storage(whole: dict[str, bytes]) -> InMemory:
    return InMemory(whole)


def segment(storage: InMemory) -> SegmentEntry:
    (entry,) = load_current(storage).segments
    return entry


def arrays_of(storage: InMemory) -> tuple[Arrays, Meta]:
    content = storage.files[f"{segment_folder(segment(storage).id)}/arrays"]
    file = ArrayFile(memoryview(content), Path("arrays"))
    return {name: file[name].whole().copy() for name in file.names()}, file.meta


def publish(storage: InMemory, *segments: SegmentEntry) -> None:
    """Have the manifest name these, all checksums right."""
    before = load_current(storage)
    encoded = encode_manifest(Manifest(before.generation, before.created, before.schema, segments))
    name = manifest_name(before.generation)
    storage.files[name] = encoded
    storage.files["CURRENT"] = f"{name} {blake2b(encoded, digest_size=16).hexdigest()}\n".encode()


def rewritten(storage: InMemory, **buffers: list[bytes | memoryview]) -> SegmentEntry:
    """The segment's entry with new contents of some files."""
    entry = segment(storage)
    folder = segment_folder(entry.id)
    files = {file.name: file for file in entry.files}
    for name, content in buffers.items():
        files[name] = write_file(storage, f"{folder}/{name}", content)
    return replace(entry, files=tuple(files.values()))


def put_arrays(storage: InMemory, arrays: Arrays, meta: Meta) -> None:
    publish(storage, rewritten(storage, arrays=write_arrays(arrays, meta)))


def put_articles(storage: InMemory, articles: Iterable[bytes]) -> None:
    """The segment with these stored articles, and where they lie said rightly."""
    arrays, meta = arrays_of(storage)
    content, index = write_blocks(in_blocks(articles))
    arrays |= {f"*{name}": array for name, array in index.items()}
    publish(storage, rewritten(storage, arrays=write_arrays(arrays, meta), articles=content))


def found(storage: InMemory) -> list[Finding]:
    return [finding for finding in verify(storage, lambda progress: None) if not finding.harmless]


def reasons(storage: InMemory) -> str:
    return "; ".join(finding.reason for finding in found(storage))


def test_rewriting_as_it_was_is_nothing_wrong(storage: InMemory) -> None:
    put_arrays(storage, *arrays_of(storage))
    assert found(storage) == []
    put_articles(storage, [to_json(one) for one in HELD])
    assert found(storage) == []


@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_under_the_right_checksums_is_found(storage: InMemory, name: str) -> None:
    change, reason = NONSENSE[name]
    arrays, meta = arrays_of(storage)
    change(arrays, meta)
    put_arrays(storage, arrays, meta)
    assert reason in reasons(storage)


@pytest.mark.parametrize(
    ("stored", "reason"),
    [
        (b"{", "it is not JSON"),
        (b"[" * 100_000, "it is no article"),
        (b"5", "it is no article: Expected `object`"),
        (b'{"id": "5"}', "missing required field `title`"),
        (json.dumps(article_to_json(HARBOUR) | {"title": 5}).encode(), "got `int` - at `$.title`"),
        (json.dumps(article_to_json(HARBOUR) | {"authors": [None]}).encode(), "`null` - at `$.authors[0]`"),
        (
            json.dumps(article_to_json(HARBOUR) | {"body_kind": "all"}).encode(),
            "Invalid enum value 'all' - at `$.body_kind`",
        ),
        (
            to_json(structs.replace(HARBOUR, published=Published("2031-13-01", "day", "2031-13-01"))),
            "'2031-13-01' is no date",
        ),
        (to_json(FUND), f"has the id {FUND.id}, and its postings say {HARBOUR.id}"),
    ],
    ids=range(9),
)
def test_a_stored_article_that_is_none_is_found_and_named(
    storage: InMemory, stored: bytes, reason: str
) -> None:
    put_articles(storage, [stored, *map(to_json, HELD[1:])])
    (finding,) = found(storage)
    assert reason in finding.reason
    assert finding.ids == (HARBOUR.id,)


def test_a_block_with_other_articles_than_it_should_have_is_found(storage: InMemory) -> None:
    (block,) = in_blocks(map(to_json, HELD[:3]))
    content, index = write_blocks([block])
    arrays, meta = arrays_of(storage)
    arrays |= {"*firsts": np.array([0, 4], np.uint8), "*starts": index["starts"]}
    publish(storage, rewritten(storage, arrays=write_arrays(arrays, meta), articles=content))
    (finding,) = found(storage)
    assert "block 0" in finding.reason
    assert finding.ids == tuple(one.id for one in HELD if one is not CUTS)


def test_deletions_that_are_not_those_counted_are_found(storage: InMemory) -> None:
    entry = segment(storage)
    assert entry.deletions
    path = f"{segment_folder(entry.id)}/{entry.deletions.name}"
    for deleted, reason in (
        (np.array([True, True, False, False]), "it has 2 deletions, and the manifest says 1"),
        (np.ones(9, np.bool_), "it is not about 4 articles"),
    ):
        publish(storage, replace(entry, deletions=write_file(storage, path, deletion_buffers(deleted))))
        assert [finding.reason for finding in found(storage)] == [reason]


def test_a_segment_whose_manifest_does_not_name_its_files_is_found(storage: InMemory) -> None:
    entry = segment(storage)
    publish(storage, replace(entry, files=entry.files[:1]))
    assert [finding.reason for finding in found(storage)] == ["the manifest does not name it"]


def test_page_checksums_that_are_wrong_though_the_file_is_as_written_are_found(storage: InMemory) -> None:
    path = f"{segment_folder(segment(storage).id)}/arrays"
    data = bytearray(storage.files[path])
    data[64] ^= 1
    publish(storage, rewritten(storage, arrays=[bytes(data)]))
    assert "checksum of its bytes from 0 on is wrong" in reasons(storage)


values = st.one_of(st.integers(0, 300), st.sampled_from([2**16 - 1, 2**16, 2**32 - 1, 2**32, 2**63 - 1]))


@settings(max_examples=100)
@given(st.data())
def test_no_nonsense_stops_a_verification(whole: dict[str, bytes], data: st.DataObject) -> None:
    storage = InMemory(whole)
    arrays, meta = arrays_of(storage)
    for _ in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from(sorted(arrays)))
        array = arrays[name]
        match data.draw(st.sampled_from(["item", "cut", "longer", "type", "gone"])):
            case "item" if len(array):
                at = data.draw(st.integers(0, len(array) - 1))
                array.view(np.uint8)[at] = data.draw(values) % 256
            case "cut":
                arrays[name] = array[: data.draw(st.integers(0, len(array)))]
            case "longer":
                arrays[name] = np.concatenate([array, array])
            case "type":
                dtype = data.draw(st.sampled_from(["u1", "<u2", "<u4", "<u8", "<i8"]))
                arrays[name] = array.astype(dtype)
            case "gone":
                del arrays[name]
    put_arrays(storage, arrays, meta)
    for finding in found(storage):
        assert finding.segment == segment(storage).id


@pytest.mark.parametrize(
    ("docs", "keys", "reason"),
    [
        ([2, 1], [7, 7], "out of order"),
        ([2, 4], [7, 7], "not there"),
        ([1, 2], [7], "not one key each"),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_keys_that_make_no_sense_are_found(
    storage: InMemory, kind: Kind, docs: list[int], keys: list[int], reason: str
) -> None:
    made = Keys(np.array(docs, np.uint32), np.array(keys, np.uint64))
    entry = segment(storage)
    file = write_file(storage, f"{segment_folder(entry.id)}/{keys_name(kind, 2)}", keys_buffers(made))
    publish(storage, replace(entry, copies=file) if kind == "copies" else replace(entry, stories=file))
    assert reason in reasons(storage)
