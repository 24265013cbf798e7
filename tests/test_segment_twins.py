"""A form that is the only one of its stem has the stem's postings: stored once, read alike, merged alike."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import article
from numpy.typing import NDArray

from index.article import Article
from index.batch.inverter import Inverter
from index.codec.contents import Postings
from index.codec.segment import Segment
from index.codec.writing import SegmentFiles, write_merged, write_segment
from index.schema import exact
from index.storage import FolderStorage

# "sites" has one stem in English and another in French; "pavé" folds into "pave", whose stem differs.
WORDS = [
    "quay",
    "quays",
    "site",
    "sites",
    "sited",
    "pave",
    "pavé",
    "paves",
    "harbour",
    "re-paved",
    "US",
    "us",
]
texts = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
articles = st.builds(
    lambda title, body, language, name: article(title, body, date="2031", name=name, language=language),
    title=texts,
    body=texts,
    language=st.sampled_from(["en", "fr", None]),
    name=st.integers(0, 10**9).map(str),
)
batches = st.lists(articles, max_size=8)


def save(files: SegmentFiles, folder: Path, deleted: NDArray[np.bool_] | None = None) -> Segment:
    folder.mkdir()
    for name, buffers in files.items():
        (folder / name).write_bytes(b"".join(buffers))
    return Segment(FolderStorage(folder.parent), folder.name, deleted)


def segment_of(batch: Sequence[Article], folder: Path, deleted: NDArray[np.bool_] | None = None) -> Segment:
    return save(write_segment(Inverter().invert(batch)), folder, deleted)


def lists_of(found: Postings) -> list[object]:
    positions = None if found.positions is None else found.positions.tolist()
    lengths = None if found.lengths is None else found.lengths.tolist()
    return [found.terms, found.starts.tolist(), found.docs.tolist(), found.freqs.tolist(), positions, lengths]


def whole(segment: Segment) -> dict[str, list[object]]:
    """Every field of a segment as it reads, whoever has the postings."""
    return {field: lists_of(found) for field, found in segment.contents().postings.items()}


def written_apart(segment: Segment, folder: Path) -> Segment:
    """The same contents with every term's postings its own."""
    return save(write_segment(segment.contents()), folder)


@settings(max_examples=15)
@given(batches, st.data())
def test_a_term_with_its_twins_postings_reads_as_if_they_were_its_own(
    batch: list[Article], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as name:
        segment = segment_of(batch, Path(name) / "1")
        apart = written_apart(segment, Path(name) / "2")
        assert apart.twin(exact("body")) is None
        assert whole(apart) == whole(segment)
        for field in (exact("body"), exact("title")):
            count = segment.term_count(field)
            assert count == apart.term_count(field)
            for number in range(count):
                assert segment.doc_frequency(field, number) == apart.doc_frequency(field, number)
                assert segment.docs(field, number).tolist() == apart.docs(field, number).tolist()
                read = [segment.positions(field, number), apart.positions(field, number)]
                for mine, other in zip(*read, strict=True):
                    assert mine.tolist() == other.tolist()
                freqs = segment.postings(field, number)[1]
                last = np.array([len(freqs) - 1], np.intp)
                among = [
                    each.positions_among(field, number, freqs, last).tolist() for each in (segment, apart)
                ]
                assert among[0] == among[1]
            numbers = data.draw(st.lists(st.integers(0, count - 1), unique=True)) if count else []
            chosen = np.array(numbers * 3, np.int64)
            together = [segment.postings_of(field, chosen), apart.postings_of(field, chosen)]
            assert [each.tolist() for each in together[0]] == [each.tolist() for each in together[1]]
            assert (
                segment.doc_frequencies(field, chosen).tolist()
                == apart.doc_frequencies(field, chosen).tolist()
            )


@settings(max_examples=15)
@given(
    st.lists(st.lists(st.tuples(articles, st.booleans()), max_size=6), min_size=1, max_size=4),
    st.sampled_from([1, 5, 1000]),
)
def test_a_merge_holds_what_was_live_as_if_indexed_at_once(
    parts: list[list[tuple[Article, bool]]], postings_in_a_run: int
) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.codec.merge._RUN", postings_in_a_run)
        folder = Path(name)
        segments = [
            segment_of(
                [each for each, _ in part],
                folder / str(i),
                np.array([is_deleted for _, is_deleted in part], np.bool_),
            )
            for i, part in enumerate(parts)
        ]
        live = [each for part in parts for each, is_deleted in part if not is_deleted]
        at_once = segment_of(live, folder / "at once")
        merged = save(write_merged(segments), folder / "merged")
        assert whole(merged) == whole(at_once)
        again = save(write_merged([merged, written_apart(at_once, folder / "apart")]), folder / "again")
        assert whole(again) == whole(segment_of([*live, *live], folder / "twice"))


def own_terms(segment: Segment, field: str) -> list[bytes]:
    lists = segment.field(field)
    assert lists is not None
    terms = list(lists.terms)
    return [term for term, own in zip(terms, lists.has_own(np.arange(len(terms))), strict=True) if own]


def test_only_forms_that_share_their_stem_have_postings_of_their_own(tmp_path: Path) -> None:
    first = [article("", "quay harbour sites", date="2031", name="1", language="en")]
    second = [article("", "quays harbour sites", date="2031", name="2", language="en")]
    segments = [segment_of(first, tmp_path / "1"), segment_of(second, tmp_path / "2")]
    for segment in segments:
        assert own_terms(segment, exact("body")) == []
        assert segment.twin(exact("body")) == "body"
    merged = save(write_merged(segments), tmp_path / "merged")
    assert own_terms(merged, exact("body")) == [b"quay", b"quays"]
    without = save(write_merged([merged, segments[0]]), tmp_path / "more")
    assert own_terms(without, exact("body")) == [b"quay", b"quays"]


def test_a_form_with_a_stem_in_each_of_two_languages_has_postings_of_its_own(tmp_path: Path) -> None:
    english = article("", "generations", date="2031", name="1", language="en")
    french = article("", "generations", date="2031", name="2", language="fr")
    together = segment_of([english, french], tmp_path / "1")
    assert together.term_count("body") == 2
    assert own_terms(together, exact("body")) == [b"generations"]
    alone = [segment_of([english], tmp_path / "2"), segment_of([french], tmp_path / "3")]
    assert [own_terms(segment, exact("body")) for segment in alone] == [[], []]
    assert own_terms(save(write_merged(alone), tmp_path / "4"), exact("body")) == [b"generations"]


def test_forms_with_other_stems_in_other_segments_are_not_taken_for_one(tmp_path: Path) -> None:
    english = article("", "generations gener", date="2031", name="1", language="en")
    french = article("", "generations", date="2031", name="2", language="fr")
    segments = [segment_of([english], tmp_path / "1"), segment_of([french], tmp_path / "2")]
    merged = save(write_merged(segments), tmp_path / "3")
    assert whole(merged) == whole(segment_of([english, french], tmp_path / "4"))
