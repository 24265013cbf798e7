"""What was made of segments for one question is there for the next, and is bounded."""

import numpy as np
import pytest
from small_segments import contents, segments

from index.codec.contents import SegmentContents
from search.embedded.matching import memory
from search.embedded.matching.corpus import Corpus
from search.embedded.matching.memory import remembered
from search.tree import Prefix, Wildcard

TEN = SegmentContents(10, {}, {}, [b"{}"] * 10)
"""What is remembered of ten documents fits in 2,560 bytes, and no more than 640 of one thing."""


@pytest.fixture(autouse=True)
def by_documents_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_LEAST_BYTES", 0)


def test_what_is_remembered_is_made_once_and_read_only() -> None:
    with segments([TEN]) as opened:
        first = remembered(opened, "word", lambda: (np.arange(3), np.ones(3, np.int64)))
        assert remembered(opened, "word", lambda: (np.zeros(0, np.int64),) * 2) is first
        with pytest.raises(ValueError, match="read-only"):
            first[0][1] = 7


def test_what_would_take_too_much_is_made_anew() -> None:
    with segments([TEN]) as opened:
        first = remembered(opened, "word", lambda: np.zeros(700, np.uint8))
        assert remembered(opened, "word", lambda: np.zeros(700, np.uint8)) is not first


def test_of_few_documents_more_is_remembered_than_they_have_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_LEAST_BYTES", 2800)
    with segments([TEN]) as opened:
        first = remembered(opened, "word", lambda: np.zeros(700, np.uint8))
        assert remembered(opened, "word", lambda: np.zeros(700, np.uint8)) is first


def test_when_too_much_is_remembered_all_is_forgotten() -> None:
    with segments([TEN]) as opened:
        made = [remembered(opened, i, lambda: np.zeros(600, np.uint8)) for i in range(5)]
        assert remembered(opened, 4, lambda: np.zeros(1, np.uint8)) is made[4]
        assert remembered(opened, 0, lambda: np.zeros(1, np.uint8)) is not made[0]


def test_a_beginning_and_a_pattern_of_the_same_letters_are_not_taken_for_each_other() -> None:
    with segments([contents([{"body": "tide tides"}])]) as opened:
        assert [len(own) for own in Corpus(opened).expand(Prefix("body", "tide")).numbers] == [2]
        assert [len(own) for own in Corpus(opened).expand(Wildcard("body", "tide")).numbers] == [1]


def test_in_an_archive_without_an_article_a_beginning_stands_for_nothing() -> None:
    assert Corpus([]).expand(Prefix("body", "tide")).numbers == []
