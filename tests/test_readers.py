"""Readers: what a hostile member does to its process stays there, and nothing else is lost or read twice."""

import signal
from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path
from subprocess import Popen

import pytest

from index.archive import Archive
from index.ingest import readers
from index.ingest.readers import LONGEST, Readers
from index.ingest.reading import TOO_MUCH_MEMORY, Job, Reading, joined
from index.ingest.run import ingest, read_only
from index.ingest.worker import job_to_json, read_steps, work
from index.worker_process import start_worker

TODAY = date(2031, 12, 31)
SOON = 1.5
"""Seconds that a member may take where one hangs."""
ENDED = "the process that read it ended: "


@pytest.fixture(autouse=True)
def trap_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "WORKER", "trap_worker")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Popen[bytes]]:
    """The processes that were started."""
    processes: list[Popen[bytes]] = []

    def start(module: str, *args: str) -> Popen[bytes]:
        processes.append(start_worker(module, *args))
        return processes[-1]

    monkeypatch.setattr(readers, "start_worker", start)
    return processes


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every input is large enough to be shared, and is from its first articles on."""
    monkeypatch.setattr(readers, "_LARGE", 0)
    monkeypatch.setattr(readers, "_PATIENCE", -1)


def traps(folder: Path, *lines: str, name: str = "traps") -> Path:
    path = folder / name
    path.write_text("\n".join(["TRAPS", *lines]) + "\n")
    return path


def goods(first: int, last: int) -> list[str]:
    return [f"good {number}" for number in range(first, last + 1)]


def read(*paths: Path, processes: int = 1, longest: float = LONGEST) -> Reading:
    """All that became of the inputs."""
    with Readers(processes, longest) as some:
        came = list(some.read(Job(path, TODAY, is_named=True) for path in paths))
    assert sorted(reading.path for reading, is_last in came if is_last) == sorted(paths)
    return joined(paths[0], [reading for reading, _ in came])


def titles(reading: Reading) -> list[str | None]:
    return [article.title for article in reading.articles]


def reasons(reading: Reading) -> list[tuple[str | None, str]]:
    return [(error.member, error.reason) for error in reading.rejected]


def told(job: Job) -> list[tuple[int, bool]]:
    """How many articles a worker tells of at once, and whether it does so of each member."""
    answers = BytesIO()
    work(BytesIO(job_to_json(job)), answers, longest=3600)
    answers.seek(0)
    steps = read_steps(job.path, answers)
    return [(len(step.reading.arrivals) if step.reading else 0, step.is_run) for step in steps]


def are_gone(processes: Iterable[Popen[bytes]]) -> bool:
    return all(process.returncode is not None for process in processes)


@pytest.mark.parametrize(
    ("trap", "reason"),
    [
        ("kill", ENDED + str(signal.strsignal(signal.SIGKILL))),
        ("crash", ENDED + str(signal.strsignal(signal.SIGABRT))),
        ("exit", ENDED + "exit code 0"),
        ("memory", TOO_MUCH_MEMORY),
        ("memory bit by bit", TOO_MUCH_MEMORY),
        ("refuse", "refused"),
        ("deep", "nested too deeply"),
        ("hang", f"given up after {SOON:g} seconds"),
        ("hang in C", f"given up after {SOON:g} seconds"),
    ],
)
def test_a_trap_is_rejected_with_its_reason_and_the_members_around_it_are_in(
    tmp_path: Path, trap: str, reason: str, started: list[Popen[bytes]]
) -> None:
    longest = SOON if "hang" in trap else LONGEST
    reading = read(traps(tmp_path, "good a", trap, "good b"), longest=longest)
    assert (titles(reading), reasons(reading)) == (["a", "b"], [("line 3", reason)])
    assert are_gone(started)


@pytest.mark.parametrize("trap", ["chatter", "listen"])
def test_what_a_parser_prints_or_asks_for_is_not_taken_for_an_answer_or_a_job(
    tmp_path: Path, trap: str, started: list[Popen[bytes]]
) -> None:
    paths = [traps(tmp_path, "good a", trap, "good b"), traps(tmp_path, "good c", name="more")]
    reading = read(*paths)
    assert (titles(reading), reasons(reading), len(started)) == (["a", "b", "c"], [], 1)


def test_what_was_read_before_a_hang_is_neither_lost_nor_taken_twice(tmp_path: Path) -> None:
    names = [line.split()[1] for line in goods(1, 550)]
    lines = [*goods(1, 250), "hang", "kill", *goods(251, 550), "kill"]
    reading = read(traps(tmp_path, *lines), longest=SOON)
    assert titles(reading) == names
    assert [error.member for error in reading.rejected] == ["line 252", "line 253", "line 554"]


@pytest.mark.usefixtures("shared")
def test_processes_that_share_an_input_take_each_member_once_around_its_traps(tmp_path: Path) -> None:
    lines = [*goods(1, 20), "kill", "kill", "refuse", *goods(21, 40), "memory", *goods(41, 60)]
    reading = read(traps(tmp_path, *lines), processes=2)
    names = sorted(line.split()[1] for line in goods(1, 60))
    assert sorted(map(str, titles(reading))) == names
    assert sorted(str(error.member) for error in reading.rejected) == [
        "line 22",
        "line 23",
        "line 24",
        "line 45",
    ]


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize(
    ("trap", "reason"),
    [
        ("cut hang", f"given up after {SOON:g} seconds"),
        ("cut exit", ENDED + "exit code 0"),
        ("cut kill", ENDED + str(signal.strsignal(signal.SIGKILL))),
        ("cut refuse", "refused"),
        ("cut memory", TOO_MUCH_MEMORY),
    ],
)
@pytest.mark.usefixtures("shared")
def test_an_input_that_cannot_be_cut_further_is_rejected_once_and_what_was_before_is_in(
    tmp_path: Path, trap: str, reason: str, processes: int
) -> None:
    longest = SOON if "hang" in trap else LONGEST
    reading = read(traps(tmp_path, *goods(1, 5), trap, "good 6"), processes=processes, longest=longest)
    assert sorted(map(str, titles(reading))) == ["1", "2", "3", "4", "5"]
    assert reasons(reading) == [(None, reason)]


def test_an_input_behind_a_process_that_has_met_its_limit_of_memory_is_read(
    tmp_path: Path, started: list[Popen[bytes]]
) -> None:
    reading = read(traps(tmp_path, "cut memory"), traps(tmp_path, "good a", name="more"))
    assert (titles(reading), reasons(reading), len(started)) == (["a"], [(None, TOO_MUCH_MEMORY)], 2)


def test_behind_a_member_that_took_all_memory_a_fresh_process_goes_on(
    tmp_path: Path, started: list[Popen[bytes]]
) -> None:
    read(traps(tmp_path, "good a", "memory", "good b"))
    assert len(started) == 2


def test_members_that_take_no_time_are_told_of_together_behind_the_first(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"title": "The ferry sails", "text": "The ferry sailed on Monday."}\n' * 500)
    steps = told(Job(rows, TODAY))
    assert steps[0] == (0, False)
    assert (0, True) in steps
    assert sum(count for count, _ in steps) == 500
    assert len(steps) < 100


def test_a_careful_job_tells_of_every_member(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"title": "The ferry sails", "text": "The ferry sailed on Monday."}\n' * 50)
    assert told(Job(rows, TODAY, is_careful=True)) == [(0, False), (1, False)] * 50


def test_the_time_in_which_nobody_takes_an_answer_is_not_the_members(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "The ferry sails\n\nThe ferry sailed on Monday, said the harbour office, and came back.\n"
    )
    clock: list[tuple[float, float]] = []

    class Answers(BytesIO):
        def write(self, line: object) -> int:
            clock.append(signal.getitimer(signal.ITIMER_REAL))
            return 0

    work(BytesIO(job_to_json(Job(page, TODAY))), Answers(), longest=3600)
    assert clock == [(0, 0)] * 3
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_the_way_to_a_member_far_behind_may_take_longer_than_a_member(tmp_path: Path) -> None:
    reading = read(traps(tmp_path, *["cut dawdle"] * 20, "kill", "good a"), longest=SOON)
    assert titles(reading) == ["a"]


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.usefixtures("shared")
def test_an_input_without_articles_is_rejected_once(tmp_path: Path, processes: int) -> None:
    empty = traps(tmp_path, "none", "none", "none")
    assert reasons(read(empty, processes=processes)) == [(None, "no article in it")]


@pytest.mark.parametrize("has_nothing_else_to_do", [False, True])
def test_an_input_is_shared_when_whoever_takes_its_articles_has_to_wait_for_them(
    tmp_path: Path,
    started: list[Popen[bytes]],
    monkeypatch: pytest.MonkeyPatch,
    has_nothing_else_to_do: bool,
) -> None:
    monkeypatch.setattr(readers, "_LARGE", 0)
    monkeypatch.setattr(readers, "_PATIENCE", 0.05)
    monkeypatch.setattr(readers, "_MEMBER", 0)
    lines = [line for first in range(0, 1600, 200) for line in [*goods(first, first + 199), "dawdle"]]
    with Readers(2) as some:
        jobs = [Job(traps(tmp_path, *lines), TODAY)]
        came = list(some.read(jobs, is_wanted=lambda: has_nothing_else_to_do))
    assert sum(len(reading.arrivals) for reading, _ in came) == 1600
    assert len(started) == 1 + has_nothing_else_to_do


@pytest.mark.parametrize(("inputs", "processes"), [(0, 0), (1, 1), (2, 2), (9, 2)])
def test_no_more_processes_are_started_than_there_are_inputs(
    tmp_path: Path, inputs: int, processes: int, started: list[Popen[bytes]]
) -> None:
    paths = [traps(tmp_path, f"good {number}", name=str(number)) for number in range(inputs)]
    with Readers(2) as some:
        assert len(list(some.read(Job(path, TODAY) for path in paths))) == inputs
    assert len(started) <= processes
    assert are_gone(started)


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
@pytest.mark.parametrize("then", ["hang", "good last"])
def test_who_stops_taking_readings_ends_every_process(
    tmp_path: Path, started: list[Popen[bytes]], error: type[BaseException], then: str
) -> None:
    paths = [traps(tmp_path, *goods(1, 9000), then, name=name) for name in "abc"]
    with pytest.raises(error), Readers(2, longest=3600) as some:
        for _ in some.read(Job(path, TODAY) for path in paths):
            raise error
    assert started
    assert are_gone(started)


def test_leaving_while_a_member_hangs_ends_its_process(tmp_path: Path, started: list[Popen[bytes]]) -> None:
    with Readers(1, longest=3600) as some:
        reading, is_last = next(some.read([Job(traps(tmp_path, *goods(1, 100), "hang"), TODAY)]))
    assert (titles(reading)[:1], is_last) == (["1"], False)
    assert are_gone(started)


def test_a_process_at_a_member_that_hangs_ends_also_when_nobody_listens(tmp_path: Path) -> None:
    process = start_worker("trap_worker", str(SOON))
    assert process.stdin and process.stdout and process.stderr
    process.stdin.write(job_to_json(Job(traps(tmp_path, "hang"), TODAY)))
    process.stdin.flush()
    assert process.stdout.readline()
    for pipe in (process.stdin, process.stdout, process.stderr):
        pipe.close()
    assert process.wait(timeout=60) == -signal.SIGALRM


def test_a_worker_that_cannot_start_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "WORKER", "no_such_module")
    ((member, reason),) = reasons(read(traps(tmp_path, "good a")))
    assert member is None
    assert "No module named no_such_module" in reason


def test_an_error_in_the_list_of_jobs_is_raised_where_readings_are_taken(tmp_path: Path) -> None:
    def jobs() -> Iterable[Job]:
        yield Job(traps(tmp_path, "good a"), TODAY)
        raise OSError("the list is torn")

    with pytest.raises(OSError, match="torn"), Readers(1) as some:
        list(some.read(jobs()))


@pytest.mark.usefixtures("shared")
def test_rejections_come_in_the_order_of_the_inputs_and_their_members(tmp_path: Path) -> None:
    folder = tmp_path / "inputs"
    folder.mkdir()
    traps(folder, *["refuse", "good a"] * 6, "cut refuse", name="1")
    traps(folder, *["refuse"] * 12, name="2")
    report = ingest(Archive.open_or_create(tmp_path / "archive"), [folder])
    first = [("1", f"line {number}") for number in range(2, 14, 2)] + [("1", None)]
    assert [(error.path.name, error.member) for error in report.rejected] == first + [
        ("2", f"line {number}") for number in range(2, 14)
    ]


@pytest.mark.usefixtures("shared")
def test_a_dry_run_has_the_articles_of_a_large_input_in_their_order(tmp_path: Path) -> None:
    (reading,) = read_only([traps(tmp_path, *goods(1, 450))])
    assert titles(reading) == [str(number) for number in range(1, 451)]


def test_progress_counts_an_input_together_with_its_last_articles(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    ingest(
        Archive.open_or_create(tmp_path / "archive"),
        [traps(tmp_path, *goods(1, 150)), traps(tmp_path, "good x", name="more")],
        on_progress=lambda progress: told.append((progress.inputs_done, progress.articles)),
    )
    assert told[-1] == (2, 151)
    assert len(set(told)) == 3
