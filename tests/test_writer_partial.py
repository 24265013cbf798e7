"""A summary never takes the place of the text that it is a summary of."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from newsroom import HARBOUR

from index.archive import Archive
from index.article import BodyKind, Source

URL = "https://haldengazette.co.uk/harbour"
FULL = replace(HARBOUR, url=URL)
ITEM = replace(
    FULL, body="The wall is to be rebuilt.", body_kind="partial", source=Source("/held/feed.xml", "3", "feed")
)


@pytest.mark.parametrize("kind", ["partial", "stub"])
@pytest.mark.parametrize("commits", [False, True])
def test_a_summary_from_elsewhere_leaves_a_full_text_as_it_is(
    tmp_path: Path, kind: BodyKind, commits: bool
) -> None:
    archive = Archive.open_or_create(tmp_path)
    with archive.writer() as writer:
        assert writer.put([FULL]) == ["added"]
        if commits:
            writer.commit()
        assert writer.put([replace(ITEM, body_kind=kind)]) == ["unchanged"]
    held = archive.article(FULL.id)
    assert held and (held.body, held.source) == (FULL.body, FULL.source)


def test_a_full_text_takes_the_place_of_a_summary(tmp_path: Path) -> None:
    archive = Archive.open_or_create(tmp_path)
    with archive.writer() as writer:
        assert writer.put([ITEM, FULL]) == ["added", "updated"]


def test_an_input_that_now_says_less_itself_is_believed(tmp_path: Path) -> None:
    archive = Archive.open_or_create(tmp_path)
    with archive.writer() as writer:
        assert writer.put([FULL, replace(ITEM, source=FULL.source)]) == ["added", "updated"]
