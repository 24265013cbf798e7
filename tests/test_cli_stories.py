"""Stories on the command line: counted by headline, asked for by id, listed below an article."""

import json
from pathlib import Path

import pytest
from command_line import search
from events import DAM, DAM_FIRST, DAM_SECOND, EVENTS, GRAIN, VOTE_FIRST
from newsroom import build


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("stories") / "archive", EVENTS).path


def test_stories_are_counted_by_the_headline_of_their_first_article(archive: Path) -> None:
    assert search(archive, "facets", "--field", "story", "Lindqvist").out == (
        f"Story\n  {DAM_FIRST.title}    3\n  alone in what they report  3\n"
    )


def test_the_value_of_a_story_is_asked_for_as_it_is(archive: Path) -> None:
    facet = json.loads(search(archive, "query", "--json", "--facets", "story", "*").out)["facets"]["story"]
    assert facet["counts"] == [
        {"value": DAM_FIRST.id, "count": 3, "label": DAM_FIRST.title},
        {"value": VOTE_FIRST.id, "count": 2, "label": VOTE_FIRST.title},
    ]
    for count in facet["counts"]:
        assert search(archive, "query", "--count", f"story:{count['value']}").out == f"{count['count']}\n"


def test_stories_that_are_not_listed_are_counted(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.embedded.page.stories.MOST_STORIES", 1)
    shown = search(archive, "facets", "--field", "story", "*").out.splitlines()
    assert shown[1].split() == [*str(DAM_FIRST.title).split(), "3"]
    assert shown[-1] == "  and 1 other value"
    told = json.loads(search(archive, "query", "--json", "--facets", "story", "*").out)["facets"]["story"]
    assert (len(told["counts"]), told["left_out"]) == (1, 1)


def test_what_is_no_id_is_refused_with_its_column(archive: Path) -> None:
    run = search(archive, "query", "story:dam")
    assert run.code == 2
    assert "story:dam (column 7): dam is not an id" in run.err


def test_an_article_is_shown_with_what_else_is_on_its_story(archive: Path) -> None:
    run = search(archive, "show", DAM_FIRST.id)
    text = " ".join(run.out.split())
    assert f"Also on this story (story:{DAM_FIRST.id})" in text
    assert f"Kastby Herald · 2031-05-07 · {DAM_SECOND.title} · [{DAM_SECOND.id}]" in text
    assert "Also on this story" not in search(archive, "show", GRAIN[0].id).out


def test_an_article_in_json_says_its_story(archive: Path) -> None:
    def told(article_id: str) -> object:
        return json.loads(search(archive, "show", "--json", article_id).out)["article"]["story"]

    assert told(GRAIN[0].id) is None
    assert told(DAM_SECOND.id) == {
        "id": DAM_FIRST.id,
        "other_count": 2,
        "others": [
            {
                "id": one.id,
                "title": one.title,
                "outlet": one.outlet,
                "agency": None,
                "published": one.published and one.published.value,
            }
            for one in (DAM[0], DAM[2])
        ],
    }


def test_what_reports_the_same_event_comes_first_among_similar_articles(archive: Path) -> None:
    hits = json.loads(search(archive, "similar", "--json", DAM_SECOND.id).out)["hits"]
    assert {hit["id"] for hit in hits[:2]} == {DAM[0].id, DAM[2].id}
