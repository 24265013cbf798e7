"""An archive with the right checksums and nonsense under them: `verify` says so, and never fails itself."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from damaged import InMemory, contents
from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import CUTS, FUND, HARBOUR, TREATY, build
from numpy.typing import NDArray

from index.arrival import to_json
from index.article import article_to_json
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

Arrays = dict[str, NDArray[Any]]
Meta = dict[str, Any]

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


def changed(name: str, change: Callable[[NDArray[Any]], NDArray[Any]]) -> Callable[[Arrays, Meta], None]:
    def apply(arrays: Arrays, meta: Meta) -> None:
        arrays[name] = change(arrays[name])

    return apply


def swapped(i: int, j: int) -> Callable[[NDArray[Any]], NDArray[Any]]:
    def swap(array: NDArray[Any]) -> NDArray[Any]:
        array[[i, j]] = array[[j, i]]
        return array

    return swap


def with_item(at: int, value: int) -> Callable[[NDArray[Any]], NDArray[Any]]:
    def put(array: NDArray[Any]) -> NDArray[Any]:
        array[at] = value
        return array

    return put


def shorter(array: NDArray[Any]) -> NDArray[Any]:
    return array[:-1]


def longer(array: NDArray[Any]) -> NDArray[Any]:
    return np.append(array, array[-1:])


def stated(**values: object) -> Callable[[Arrays, Meta], None]:
    return lambda arrays, meta: meta.update(values)


def no_times(arrays: Arrays, meta: Meta) -> None:
    """The first term that is somewhere more than once is somewhere no times."""
    term = np.flatnonzero(arrays["body/widths"] >> 2 & 3)[0]
    arrays["body/records"][int(arrays["body/record_starts"][term + 1]) - 1] = 0


def far_position(arrays: Arrays, meta: Meta) -> None:
    """The first term is at a position that no number of 32 bits can hold."""
    places, starts = arrays["body/places"], arrays["body/place_starts"].astype(np.uint16)
    far = np.array([2**32 - 1, 5], "<u4").view(np.uint8)
    arrays["body/places"] = np.concatenate([far, places[starts[1] :]])
    starts[1:] += np.uint16(len(far) - int(starts[1]))
    arrays["body/place_starts"] = starts
    arrays["body/widths"][0] = arrays["body/widths"][0] & 15 | 3 << 4


def starts_of(arrays: Arrays, name: str) -> NDArray[np.int64]:
    carries = arrays[f"{name}_carries"].searchsorted(np.arange(len(arrays[name])), "right")
    starts: NDArray[np.int64] = arrays[name] + (carries << 8 * arrays[name].itemsize)
    return starts


def lost_reference(arrays: Arrays, meta: Meta) -> None:
    """The first form with the postings of its stem has those of a stem that is not there."""
    form = np.flatnonzero(arrays["body_exact/frequencies"] == 0)[0]
    arrays["body_exact/records"][starts_of(arrays, "body_exact/record_starts")[form] + 3] = 1


def empty_handed(arrays: Arrays, meta: Meta) -> None:
    """All forms of names have the postings of their stems, and one of these has none."""
    arrays["body/frequencies"] = arrays["body/frequencies"] * 0


NONSENSE: dict[str, tuple[Callable[[Arrays, Meta], object], str]] = {
    "a twin that is not there": (
        lambda arrays, meta: meta["twins"].update(body_exact="head"),
        "what it holds",
    ),
    "a field that is its own twin": (lambda arrays, meta: meta["twins"].update(body="body"), "what it holds"),
    "twins in a list": (stated(twins=["body"]), "what it holds"),
    "a field that has lost its twin": (lambda arrays, meta: meta["twins"].clear(), "in no article"),
    "the postings of a term that is not there": (lost_reference, "of one that is not there"),
    "the postings of a term that has none": (empty_handed, "of one that has none"),
    "a term that names no other": (
        changed("body_exact/record_starts", with_item(1, 3)),
        "a term's record has not the size",
    ),
    "a name for a term that has its own": (
        changed("body_exact/widths", lambda widths: np.maximum(widths, 1)),
        "a term's numbers have a width",
    ),
    "a twin without positions": (
        lambda arrays, meta: [arrays.pop(name) for name in list(arrays) if name.startswith("body/place")],
        "its twin has no positions",
    ),
    "carries that go back": (
        changed("body/text_starts_carries", lambda carries: np.array([3, 2], np.uint32)),
        "out of order",
    ),
    "carries beyond the last": (
        changed("body/text_starts_carries", lambda carries: np.array([2**32 - 1], np.uint32)),
        "lead outside",
    ),
    "carries of another type": (
        changed("body/text_starts_carries", lambda carries: carries.astype(np.uint64)),
        "of the type",
    ),
    "terms out of order": (changed("body/text", lambda text: text[::-1]), "do not ascend"),
    "a term twice": (
        lambda arrays, meta: arrays.update({"language/text_starts": arrays["language/text_starts"] * 0}),
        "lead outside",
    ),
    "terms that are not UTF-8": (changed("body/text", with_item(-1, 0xFF)), "UTF-8"),
    "offsets of terms that go back": (changed("body/text_starts", swapped(3, 4)), "out of order"),
    "offsets that begin late": (changed("body/record_starts", with_item(0, 1)), "out of order"),
    "offsets that lead outside": (changed("body/place_starts", with_item(-1, 255)), "lead outside"),
    "too few records": (changed("body/record_starts", shorter), "there are"),
    "too many widths": (changed("body/widths", longer), "there are"),
    "no records": (lambda arrays, meta: arrays.pop("body/records"), "no array"),
    "records of another type": (changed("body/records", lambda a: a.astype(np.uint16)), "of the type"),
    "offsets with a sign": (changed("body/text_starts", lambda a: a.astype(np.int64)), "of the type"),
    "a term in no article": (changed("body/frequencies", with_item(0, 0)), "in no article"),
    "a term in more articles than there are": (
        changed("body/frequencies", with_item(0, 9)),
        "than there are",
    ),
    "a term of many that is not listed": (changed("body/frequencies", with_item(0, 255)), "not those listed"),
    "a term of few that is listed": (
        lambda arrays, meta: arrays.update(
            {"body/many": np.array([1], np.uint32), "body/many_frequencies": np.array([300], np.uint32)}
        ),
        "not those listed",
    ),
    "an article that is not there": (changed("id/records", with_item(0, 200)), "not there"),
    "an article that is an escape": (changed("id/records", with_item(0, 255)), "as many articles"),
    "articles that do not ascend": (changed("language/records", with_item(2, 0)), "do not ascend"),
    "an article with a term no times": (no_times, "no times"),
    "a term without its positions": (changed("body/place_starts", with_item(1, 0)), "not the size that"),
    "a position beyond every text": (far_position, "beyond every text"),
    "lengths of 64 bits": (changed("body/lengths", lambda a: a.astype(np.uint64)), "too large"),
    "a width of nothing": (changed("body/widths", with_item(0, 0)), "no width"),
    "a width that is none": (changed("body/widths", with_item(0, 64 + 17)), "no width"),
    "numbers of another width": (changed("body/widths", with_item(0, 3 + 16)), "size of what it should hold"),
    "no positions": (changed("body/widths", lambda widths: widths & 15), "no width"),
    "too few positions": (
        changed("body/places", lambda places: np.full_like(places, 255)),
        "as many positions",
    ),
    "lengths of too few articles": (changed("body/lengths", shorter), "there are 3 lengths and should be 4"),
    "lengths that are not those stated": (changed("body/lengths", with_item(0, 0)), "the directory says"),
    "a field that is not there": (
        lambda arrays, meta: meta["fields"].update({"nothing": [0, 0, 0]}),
        "no array",
    ),
    "no id": (lambda arrays, meta: meta["fields"].pop("id"), "field 'id': there is none"),
    "two articles with one id": (changed("id/records", lambda records: records * 0), "has none, or several"),
    "lengths that are no numbers": (
        lambda arrays, meta: meta["fields"].update({"body": "long"}),
        "the directory says",
    ),
    "another number of articles": (stated(documents=5), "it has 5 articles, and the manifest says 4"),
    "no number of articles": (stated(documents="four"), "what it holds"),
    "no fields": (stated(fields=[]), "what it holds"),
    "a column of an unknown kind": (
        lambda arrays, meta: meta["columns"].update({"outlet": {}}),
        "no kind that is known",
    ),
    "a value that is not in the dictionary": (
        changed("outlet|ords", with_item(0, 200)),
        "not in the dictionary",
    ),
    "sketches of too few articles": (changed("sketch|heads", shorter), "there are"),
    "codes of too few articles": (changed("sketch|tails", shorter), "there are"),
    "a sketch in no order": (changed("sketch|heads", swapped(0, 1)), "do not ascend"),
    "signatures of too few articles": (changed("signature|terms", shorter), "there are"),
    "a signature with a gap": (changed("signature|terms", with_item(0, 0)), "a signature has a gap"),
    "codes below those of the heads": (changed("sketch|tails", with_item(0, 0)), "do not ascend"),
    "values of too few articles": (changed("outlet|starts", shorter), "there are"),
    "values in no order": (changed("outlet|text", lambda text: text[::-1]), "do not ascend"),
    "a flag that is neither": (
        changed("published|known", lambda known: np.array([0, 1, 2, 1], np.uint8).view(np.bool_)),
        "neither yes nor no",
    ),
    "an unknown number": (changed("published|known", np.zeros_like), "not zero"),
    "numbers of too few articles": (changed("published|numbers", shorter), "there are"),
    "blocks of no articles": (changed("*firsts", lambda firsts: firsts * 0), "lead outside"),
    "blocks out of order": (changed("*starts", lambda starts: starts[::-1]), "out of order"),
    "blocks that begin elsewhere": (changed("*starts", with_item(0, 9)), "out of order"),
}


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
        (b"[" * 100_000, "it is not JSON"),
        (b"5", "fields of an article"),
        (b'{"id": 5}', "fields of an article"),
        (json.dumps(article_to_json(HARBOUR) | {"title": 5}).encode(), "its title is nothing of the kind"),
        (json.dumps(article_to_json(HARBOUR) | {"authors": [None]}).encode(), "its authors is nothing"),
        (json.dumps(article_to_json(HARBOUR) | {"body_kind": "all"}).encode(), "its body_kind is nothing"),
        (
            to_json(replace(HARBOUR, published=replace(HARBOUR.published, value="2031-13-01"))),  # type: ignore[type-var]
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


@settings(max_examples=200)
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
