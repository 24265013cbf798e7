"""Tokens by array operations are the analyzer's own, whatever the text."""

import re

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import tokenize
from index.batch.chunks import PADDING, Chunker
from index.batch.sequences import Tokens
from index.batch.vocabulary import Vocabulary

CHUNKER = Chunker()
LEARNT = Vocabulary(CHUNKER)

PIECES = [
    *"aZé1_ßжक港壁のกาא😀",
    *"'’ʼ‐‑-.,·٫:/@&",
    *" \n\t\x1f\x1e\u00a0\u3000\u00ad\u200d\u0301\u0640",
    "US", "'s", "’S", "1,000", "U.S.", "ａ．ｂ", "ไทย", "𠀀", "한국", "ﷺ",
]  # fmt: skip
tangled = st.lists(st.sampled_from(PIECES) | st.characters(codec="utf-8"), max_size=14).map("".join)


def by_arrays(vocabulary: Vocabulary, texts: list[str]) -> list[list[tuple[str, int]]]:
    tokens: Tokens = vocabulary.tokens(texts)
    spelt = vocabulary.words
    pairs = [
        (spelt[item], position)
        for item, position in zip(tokens.items.tolist(), tokens.positions.tolist(), strict=True)
    ]
    ends = np.cumsum(tokens.counts).tolist()
    return [pairs[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def by_analyzer(texts: list[str]) -> list[list[tuple[str, int]]]:
    return [[(token.word, token.position) for token in tokenize(text)] for text in texts]


@given(st.lists(tangled, max_size=5))
@settings(max_examples=250)
def test_tokens_by_arrays_are_the_analyzers(texts: list[str]) -> None:
    assert by_arrays(LEARNT, texts) == by_analyzer(texts)


@given(st.text())
def test_tokens_of_a_text_are_those_of_its_pieces_between_white_space(text: str) -> None:
    pieces = [token.word for piece in re.split(r"[ \t\n\r]+", text) for token in tokenize(piece)]
    assert pieces == [token.word for token in tokenize(text)]


def test_every_character_up_to_the_private_use_area_is_cut_as_the_analyzer_cuts() -> None:
    frames = ["a{}a", "1{}1", "a.{}", "a.{}.b", "{}’s", "港{}壁"]
    # Each in one frame: the next of its kind, as most stand side by side, is in another.
    texts = [frames[point % len(frames)].format(chr(point)) for point in range(0xD800)]
    assert by_arrays(Vocabulary(CHUNKER), texts) == by_analyzer(texts)


def test_chunks_of_every_length_keep_apart_from_their_own_beginnings() -> None:
    words = ["w" * length for length in range(1, 70)] + ["w" * length + "x" for length in range(1, 70)]
    twice = [" ".join(words), " ".join(reversed(words))]
    assert by_arrays(Vocabulary(CHUNKER), twice) == by_analyzer(twice)


def cut(text: str) -> list[str]:
    buffer = b" " + text.encode() + PADDING
    starts, ends = CHUNKER.cut(buffer)
    return [buffer[s:e].decode() for s, e in zip(starts.tolist(), ends.tolist(), strict=True)]


def test_punctuation_is_no_part_of_a_chunk() -> None:
    assert cut("“Walls,” he said—twice (once?)…") == ["Walls", "he", "said", "twice", "once"]
    assert cut("wait... stone--or 'sand'") == ["wait", "stone", "or", "sand"]


def test_a_compound_a_number_and_an_acronym_are_one_chunk_each() -> None:
    assert cut("co-operation, 1,000.5 and U.S. law's") == ["co-operation", "1,000.5", "and", "U.S", "law's"]


def test_an_unspaced_run_is_cut_into_its_pairs() -> None:
    assert cut("GSOMIA港の壁。門") == ["GSOMIA", "港の", "の壁", "門"]
