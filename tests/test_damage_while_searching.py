"""No damage to any file makes a wrong answer: it is right, or says what it lacks, or is a clear error."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from command_line import search, spawn
from damaged import OF_SEGMENTS, chooser, contents, flipped, some_flips, three_segments
from newsroom import FRENCH, FUND, HARBOUR, PRONOUN, STORM, TEN, WALL, article, ask
from whoosh.query import SpanNear2, Term

import index.committing
from index.archive import Archive
from index.codec.damage import SegmentDamaged
from index.errors import ArchiveDamaged, ArchiveUnusable, NewsError
from search.embedded.engine import EmbeddedEngine
from search.embedded.matching.whoosh_trees import find
from search.engine import FACET_FIELDS
from search.language import parse

LIVE = [{one.id for one in held if one not in (STORM, FUND)} for held in OF_SEGMENTS]
"""By segment, the articles that are found."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return three_segments(tmp_path_factory.mktemp("damage") / "archive")


@pytest.fixture(scope="module")
def files(whole: Path) -> dict[str, bytes]:
    return contents(whole)


@pytest.fixture
def archive(folder: Path, files: dict[str, bytes]) -> Path:
    """A copy to damage."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def put(archive: Path, name: str, data: bytes | None) -> None:
    """Have a file hold other bytes, or be gone. It is another file then: who has mapped the old one keeps that."""
    (archive / name).unlink(missing_ok=True)
    if data is not None:
        (archive / name).write_bytes(data)


def parts(files: dict[str, bytes], kind: str) -> list[str]:
    """The files of one kind, in the order of the segments."""
    named = files[next(name for name in files if name.startswith("manifest-"))].decode()
    return sorted(
        (name for name in files if name.endswith(f"/{kind}")), key=lambda n: named.index(n.split("/")[1])
    )


def by_words(engine: EmbeddedEngine, archive: Archive) -> set[str]:
    page = ask(engine, "harbour", facets=FACET_FIELDS)
    assert page.incomplete == bool(archive.damage)
    assert page.total == len(page.hits)
    outlets = next(facet for facet in page.facets if facet.field == "outlet")
    assert sum(count.articles for count in outlets.counts) + outlets.unknown == page.total
    return {hit.article.id for hit in page.hits}


def by_phrase(engine: EmbeddedEngine, archive: Archive) -> set[str]:
    page = ask(engine, '"low water after" OR "sea wall" OR mur*', sort="newest")
    assert all("water" in (hit.snippets[0].text) or "mur" in hit.snippets[0].text for hit in page.hits)
    return {hit.article.id for hit in page.hits}


def by_whooshs_searcher(engine: EmbeddedEngine, archive: Archive) -> set[str]:
    tree = SpanNear2([Term("body", "the"), Term("body", "harbour")], slop=60) | Term("author", "reyes")

    def question(snapshot: Any) -> set[str]:
        return {snapshot.article(doc).id for doc in find(snapshot, tree).docs.tolist()}

    return archive.ask(question)


def by_id(engine: EmbeddedEngine, archive: Archive) -> set[str]:
    return {one.id for one in (engine.article(held.id) for held in TEN) if one}


def all_ids(engine: EmbeddedEngine, archive: Archive) -> set[str]:
    return set(archive.ids_with_prefix(""))


def counted(engine: EmbeddedEngine, archive: Archive) -> set[str]:
    stats = archive.stats()
    left = [held for i, held in enumerate(LIVE) if i not in lacking(archive)]
    assert stats.articles == sum(map(len, left))
    return {f"{stats.outlets} outlets"} if not lacking(archive) else set()


QUESTIONS: tuple[Callable[[EmbeddedEngine, Archive], set[str]], ...] = (
    by_words,
    by_phrase,
    by_whooshs_searcher,
    by_id,
    all_ids,
    counted,
)


def lacking(archive: Archive) -> list[int]:
    """Which segments are left out."""
    snapshot = archive._latest
    ids = [entry.id for entry in snapshot.manifest.segments]
    return [ids.index(entry.id) for entry, _ in snapshot.left_out]


def answers(whole: Path) -> list[set[str]]:
    opened = Archive.open(whole)
    return [question(EmbeddedEngine(opened), opened) for question in QUESTIONS]


def outcomes(archive: Path, right: list[set[str]], asked: Iterator[int]) -> str:
    """What becomes of a question in a damaged archive; an answer must be right for what it is made of."""
    number = next(asked)
    try:
        opened = Archive.open(archive)
        found = QUESTIONS[number](EmbeddedEngine(opened), opened)
    except NewsError as error:
        assert "search repair" in error.advice
        return "error"
    if out := lacking(opened):
        assert opened.damage and "run search verify, then search repair" in opened.damage
        gone: set[str] = set().union(*(LIVE[i] for i in out))
        assert found == right[number] - gone or number == QUESTIONS.index(counted)
        return "incomplete"
    assert found == right[number]
    return "right"


def test_any_flip_or_cut_of_any_file_leaves_right_answers_or_says_so(
    archive: Path, whole: Path, files: dict[str, bytes]
) -> None:
    choose, right, seen = chooser(3), answers(whole), Counter[str]()
    asked = (choose.randrange(len(QUESTIONS)) for _ in iter(int, 1))
    for name, data in files.items():
        step = 167 if len(data) > 5_000 else 9
        states: list[bytes | None] = [*some_flips(data, step, choose), None, b""]
        states += [data[: choose.randrange(len(data))] for _ in range(8)]
        states += [data + b"\0", bytes(len(data))]
        for state in states:
            put(archive, name, state)
            seen[outcomes(archive, right, asked)] += 1
        put(archive, name, data)
        assert outcomes(archive, right, asked) == "right"
    assert seen.total() >= 900
    assert min(seen[outcome] for outcome in ("right", "incomplete", "error")) > 100, seen


def test_damage_to_what_a_question_does_not_read_does_not_matter(
    archive: Path, files: dict[str, bytes]
) -> None:
    for name in parts(files, "articles"):
        put(archive, name, flipped(files[name], 60, 0))
    opened = Archive.open(archive)
    assert len(opened.ids_with_prefix("")) == sum(map(len, LIVE))
    assert opened.damage is None


def test_a_damaged_block_is_left_out_with_its_segment_and_the_answer_says_so(
    archive: Path, files: dict[str, bytes]
) -> None:
    name = parts(files, "articles")[1]
    put(archive, name, flipped(files[name], 60, 0))
    engine = EmbeddedEngine(Archive.open(archive))
    page = ask(engine, "harbour OR museums OR mur")
    assert page.incomplete
    assert page.notices == (
        "1 of 3 segments is damaged and was left out, with 3 articles: run search verify, then search repair",
    )
    assert engine.damage == page.notices[0]
    assert WALL.id not in {hit.article.id for hit in page.hits}
    assert {HARBOUR.id, FRENCH.id} <= {hit.article.id for hit in page.hits}
    assert engine.size() == len(LIVE[0]) + len(LIVE[2])
    assert engine.article(PRONOUN.id) is None
    assert engine.mark(HARBOUR, parse("harbour")).body.spans


def test_damage_is_remembered_while_its_segment_is_in_use(
    archive: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    name = parts(files, "articles")[1]
    put(archive, name, flipped(files[name], 60, 0))
    reader = Archive.open(archive)
    engine = EmbeddedEngine(reader)
    assert ask(engine, "museums OR harbour").incomplete
    with Archive.open(archive).writer() as writer:
        writer.put([article("More", "Of the same.", name="more.txt")])
    page = ask(engine, "storm OR mur")
    assert "1 of 4 segments" in page.notices[0]
    assert reader.ids_with_prefix(WALL.id) == []
    put(archive, name, files[name])
    Archive.open(archive).optimize()
    assert not ask(engine, "museums OR harbour").incomplete
    assert reader.ids_with_prefix(WALL.id) == [WALL.id]


def test_where_every_segment_is_damaged_there_is_an_error_each_time(
    archive: Path, files: dict[str, bytes]
) -> None:
    for name in parts(files, "arrays"):
        put(archive, name, files[name][:-1])
    with pytest.raises(ArchiveDamaged, match="all its segments are damaged"):
        Archive.open(archive)
    for name in parts(files, "arrays"):
        put(archive, name, files[name])
    for name in parts(files, "articles"):
        put(archive, name, flipped(files[name], 60, 0))
    engine = EmbeddedEngine(Archive.open(archive))
    for _ in range(2):
        with pytest.raises(ArchiveDamaged, match="all its segments are damaged"):
            ask(engine, "harbour OR treaty OR mur OR wall")


@pytest.mark.parametrize("kind", ["arrays", "articles"])
def test_a_writer_refuses_what_a_reader_leaves_out(archive: Path, files: dict[str, bytes], kind: str) -> None:
    name = parts(files, kind)[2]
    put(archive, name, files[name][:-1])
    assert Archive.open(archive).damage
    with pytest.raises(SegmentDamaged, match=f"{name} is damaged: it has") as caught:
        Archive.open(archive).writer()
    assert "search repair" in caught.value.advice
    put(archive, name, files[name])
    Archive.open(archive).optimize()


def test_no_damaged_byte_is_merged(
    archive: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.committing, "groups_to_merge", lambda live, deleted: [list(range(len(live)))])
    more = article("More", "Of the same.", name="more.txt")
    choose, refused = chooser(4), 0
    for name in (*parts(files, "arrays"), *parts(files, "articles")):
        for data in some_flips(files[name], 2_500 if name.endswith("arrays") else 90, choose):
            put(archive, name, data)
            try:
                with Archive.open(archive).writer() as writer:
                    writer.put([more])
            except SegmentDamaged as damage:
                refused += 1
                assert damage.path == archive / name
                assert contents(archive).items() >= (files | {name: data}).items()
                assert lacking_in(archive) <= 1
            else:
                # It was in padding, which no merge reads.
                assert len(Archive.open(archive).snapshot().segments) == 1
                assert len(Archive.open(archive).ids_with_prefix("")) == sum(map(len, LIVE)) + 1
                for path, whole in files.items():
                    put(archive, path, whole)
            put(archive, name, files[name])
    assert refused > 20


def lacking_in(archive: Path) -> int:
    return len(lacking(Archive.open(archive)))


def test_an_answer_that_meets_damage_is_printed_said_to_be_incomplete_and_ends_with_2(
    archive: Path, files: dict[str, bytes]
) -> None:
    name = parts(files, "articles")[1]
    put(archive, name, flipped(files[name], 60, 0))
    for more in ([], ["--json"], ["--facets", "outlet"]):
        run = search(archive, "query", "harbour", "OR", "museums", *more)
        assert run.code == 2
        assert "1 of 3 segments is damaged" in " ".join(run.err.split())
        assert HARBOUR.id in run.out and WALL.id not in run.out
    # These read nothing of it.
    for args in (["query", "harbour", "--count"], ["facets"], ["show", HARBOUR.id], ["stats"]):
        run = search(archive, *args)
        assert run.code == 0, args
        assert "damaged" not in run.err


@pytest.mark.parametrize("as_json", [False, True])
def test_every_command_says_that_a_segment_cannot_be_opened(
    archive: Path, files: dict[str, bytes], as_json: bool
) -> None:
    put(archive, parts(files, "arrays")[1], None)
    for args in (
        ["query", "harbour"],
        ["query", "museums"],
        ["facets"],
        ["facets", "harbour"],
        ["show", HARBOUR.id],
        ["stats"],
    ):
        run = spawn(archive, *args, *(["--json"] if as_json else []))
        assert run.code == 2, args
        assert "1 of 3 segments is damaged and was left out, with 3 articles" in " ".join(run.err.split())
        if as_json:
            assert '"incomplete": true' in run.out
            assert "1 of 3 segments is damaged" in run.out
        else:
            assert run.out or args[1] == "museums"


def test_an_article_that_is_not_found_may_be_in_what_is_damaged(
    archive: Path, files: dict[str, bytes]
) -> None:
    put(archive, parts(files, "arrays")[1], None)
    run = search(archive, "show", WALL.id)
    assert (run.code, run.out) == (2, "")
    assert f"no article's id begins with {WALL.id}; but 1 of 3 segments is damaged" in run.err


def test_nothing_is_removed_from_a_damaged_archive(archive: Path, files: dict[str, bytes]) -> None:
    put(archive, parts(files, "arrays")[1], None)
    for args in (["remove", HARBOUR.id], ["remove", "--query", "harbour"], ["remove", "--query", "museums"]):
        run = search(archive, *args, "--yes")
        assert (run.code, run.out) == (2, "")
        assert "nothing was removed: 1 of 3 segments is damaged" in run.err


def test_commands_over_damaged_archives_have_no_tracebacks(archive: Path, files: dict[str, bytes]) -> None:
    choose = chooser(5)
    args = (["query", "harbour", "--facets", "outlet"], ["stats"], ["show", HARBOUR.id], ["facets", "mur"])
    for i, name in enumerate([*files] * 3):
        put(archive, name, flipped(files[name], choose.randrange(len(files[name])), choose.randrange(8)))
        # A process of its own could also end by what it has mapped.
        run = (search if i % 3 else spawn)(archive, *args[i % len(args)], SEARCH_DEBUG="1")
        assert run.code in (0, 1, 2)
        assert "Traceback" not in run.err and "went wrong inside" not in run.err, run.err
        assert run.code != 2 or "search repair" in run.err
        put(archive, name, files[name])


def test_a_file_that_may_not_be_read_is_not_called_damaged(
    archive: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: object, name: str) -> memoryview:
        raise PermissionError(13, "Permission denied", name)

    monkeypatch.setattr("index.storage.FolderStorage.map", refuse)
    with pytest.raises(PermissionError):
        Archive.open(archive)
    assert issubclass(ArchiveDamaged, ArchiveUnusable)
