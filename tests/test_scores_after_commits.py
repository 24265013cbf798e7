"""What an open engine remembers of segments never shows: after every commit it answers as one opened afresh."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import TEN

from index.archive import Archive
from index.article import Article
from search.embedded.engine import EmbeddedEngine, open_engine
from search.engine import SearchPage, SearchRequest
from search.language import parse

QUESTIONS = ("harbour", "storm OR ferry OR council", '"harbour wall"', "har*")
SOME = st.lists(st.sampled_from(TEN), min_size=1, max_size=4)
COMMITS = st.lists(st.tuples(SOME, st.lists(st.sampled_from(TEN), max_size=2)), min_size=2, max_size=3)


def asked(engine: EmbeddedEngine) -> list[SearchPage]:
    return [
        engine.search(SearchRequest(parse(question), facets=("outlet", "author", "month")))
        for question in QUESTIONS
    ]


@given(COMMITS)
@settings(max_examples=6)
def test_an_engine_that_follows_an_archive_scores_as_one_opened_afterwards(
    commits: list[tuple[list[Article], list[Article]]],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "archive"
        archive = Archive.open_or_create(folder)
        following = open_engine(folder)
        for arriving, leaving in commits:
            with archive.writer() as writer:
                writer.put(arriving)
                for article in leaving:
                    writer.remove(article.id)
            assert asked(following) == asked(open_engine(folder))
        archive.optimize()
        assert asked(following) == asked(open_engine(folder))
