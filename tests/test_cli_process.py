import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command_line import ROOT, environment, run_program, search, spawn
from newsroom import article, build

from index.archive import Archive, ArchiveStats

HEAVY = (
    "textual",
    "rich",
    "lxml",
    "trafilatura",
    "asyncio",
    "multiprocessing",
    "urllib.request",
    "index.ingest",
    "index.batch",
    "index.writer",
    "whoosh",
    "_hashlib",
    "difflib",
    "traceback",
    "calendar",
    "numpy.ma.",
    "tomllib",
    "tui.render.outputs.fields",
    "tui.render.addresses",
    "search.news",
    "search.aliases",
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    logs = [" ".join(f"The ferry passed buoy {n}-{i}." for i in range(60)) for n in range(60)]
    many = [article(f"Ferry log {n}", log, name=f"{n}.txt") for n, log in enumerate(logs)]
    return build(tmp_path_factory.mktemp("process") / "archive", many).path


def shell(archive: Path, line: str) -> subprocess.CompletedProcess[str]:
    search = f'search() {{ "{sys.executable}" -m tui.cli "$@"; }}\n'
    return subprocess.run(
        ["bash", "-c", search + line],
        cwd=ROOT,
        env=environment(archive),
        text=True,
        capture_output=True,
        check=False,
    )


def test_exit_codes_reach_the_shell(archive: Path) -> None:
    codes = [
        spawn(archive, *args).code for args in (["query", "ferry"], ["query", "zeppelin"], ["query", "("])
    ]
    assert codes == [0, 1, 2]


# Sixty hits with sixty snippets each are far more than a pipe holds.
EVERYTHING = "search query ferry --limit 60 --snippets 60"


@pytest.mark.parametrize("reader", ["head -n 1", "true"])
def test_a_closed_pipe_ends_quietly(archive: Path, reader: str) -> None:
    ended = shell(archive, f"{EVERYTHING} | {reader}; exit ${{PIPESTATUS[0]}}")
    assert (ended.returncode, ended.stderr) == (0, "60 articles for ferry\n")


@pytest.mark.parametrize(
    "line",
    [
        "search query ferry --limit 0 --csv",
        "search query ferry --limit 0 --jsonl",
        "search query ferry --limit 0 --format '{body}{body}{body}'",
        "search export ferry --to - --as markdown",
    ],
)
def test_a_script_that_has_read_enough_hears_nothing_of_it(archive: Path, line: str) -> None:
    ended = shell(archive, f"{line} 2>/dev/null | head -n 1; exit ${{PIPESTATUS[0]}}")
    assert (ended.returncode, ended.stdout.count("\n"), ended.stderr) == (0, 1, "")


def test_a_pipe_that_closes_inside_a_document_ends_quietly(archive: Path) -> None:
    ended = shell(archive, f"{EVERYTHING} --json | head -c 1")
    assert (ended.stdout, ended.stderr) == ("{", "")


def test_messages_into_a_closed_pipe_end_quietly(archive: Path) -> None:
    assert shell(archive, f"{EVERYTHING} 2>&1 >/dev/null | true").stderr == ""


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("query ferry --quiet <&- >&- 2>&-", 0),
        ("query ferry <&- 2>&- >/dev/null", 0),
        ("query ferry <&- >&- 2>&-", 2),
        ("query zeppelin >&-", 1),
    ],
)
def test_closed_streams_are_trouble_only_for_an_answer(archive: Path, line: str, code: int) -> None:
    assert shell(archive, f"search {line}; echo $?").stdout == f"{code}\n"


def test_an_answer_to_a_closed_stdout_is_trouble_and_says_so(archive: Path) -> None:
    ended = shell(archive, "search query ferry --json >&-")
    assert ended.returncode == 2
    assert ended.stderr.startswith("search: the answer cannot be written: ")


full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is full")


@full
@pytest.mark.parametrize(("words", "code"), [("ferry", 0), ("zeppelin", 1), ("'('", 2)])
def test_messages_that_cannot_be_written_change_neither_answer_nor_code(
    archive: Path, words: str, code: int
) -> None:
    heard = shell(archive, f"search query {words}")
    unheard = shell(archive, f"search query {words} 2>/dev/full")
    assert (unheard.returncode, unheard.stdout) == (heard.returncode, heard.stdout) == (code, heard.stdout)
    assert heard.stderr and not unheard.stderr


def test_the_answer_is_complete_though_nobody_reads_the_messages(archive: Path) -> None:
    ended = shell(archive, "{ search query ferry 2>&1 >&3 | true; } 3>&1; exit ${PIPESTATUS[0]}")
    assert "Ferry log" in ended.stdout


@full
@pytest.mark.parametrize("line", ["query ferry", "query ferry --json", "stats", "query ferry --count"])
def test_an_answer_that_cannot_be_written_is_trouble(archive: Path, line: str) -> None:
    ended = shell(archive, f"search {line} >/dev/full")
    assert ended.returncode == 2
    assert "search: the answer cannot be written: No space left on device" in ended.stderr
    assert "Traceback" not in ended.stderr and "Exception" not in ended.stderr


@full
def test_help_and_version_that_cannot_be_written_are_trouble(archive: Path) -> None:
    for line in ("--help", "--version", "query --help"):
        ended = shell(archive, f"search {line} >/dev/full")
        assert (ended.returncode, ended.stderr) == (2, "search: No space left on device\n")


@full
def test_trouble_that_cannot_be_told_is_still_trouble(archive: Path) -> None:
    assert shell(archive, "search query ferry >/dev/full 2>&1").returncode == 2


def test_a_query_loads_nothing_heavy(archive: Path) -> None:
    code = (
        "import json, sys\n"
        "from tui.cli import main\n"
        "main(['query', 'ferry', '--facets', 'outlet,author,month', '--sort', 'newest'])\n"
        "print(json.dumps(list(sys.modules)), file=sys.stderr)\n"
    )
    ended = run_program(archive, code)
    loaded = json.loads(ended.err.splitlines()[-1])
    assert "search.embedded" in loaded
    assert [name for name in loaded if name.startswith(HEAVY)] == []


def test_a_process_of_one_command_searches_for_cycles_only_in_what_the_command_makes(archive: Path) -> None:
    code = (
        "import atexit, gc, os, sys\n"
        "say = lambda *values: print(*values, file=sys.stderr)\n"
        "atexit.register(lambda: say(gc.get_freeze_count() > 10_000))\n"
        "from tui.cli import main\n"
        "sys.argv = ['search', 'query', 'ferry']\n"
        "main()\n"
        "say(gc.isenabled(), gc.get_freeze_count() > 10_000, os.environ['OPENBLAS_NUM_THREADS'])\n"
        "gc.unfreeze()\n"
    )
    ended = run_program(archive, code)
    assert ended.err.splitlines()[-2:] == ["True True 1", "True"]


def test_the_window_collects_cycles_though_no_command_was_named(archive: Path) -> None:
    code = (
        "import gc, sys\n"
        "import tui.app\n"
        "from tui.cli import main\n"
        "tui.app.run_app = lambda opener, text, settings: print(gc.isenabled(), file=sys.stderr)\n"
        "sys.stdin.isatty = sys.stdout.isatty = lambda: True\n"
        "sys.argv = ['search']\n"
        "main()\n"
    )
    ended = run_program(archive, code)
    assert ended.err == "True\n"


def test_a_letter_that_the_terminal_lacks_is_replaced_and_json_escapes_it(tmp_path: Path) -> None:
    archive = build(tmp_path / "archive", [article("港の ferry", "")]).path
    latin = {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    assert "?? ferry" in spawn(archive, "query", "ferry", **latin).out
    assert (
        json.loads(spawn(archive, "--json", "query", "ferry", **latin).out)["hits"][0]["title"]
        == "港の ferry"
    )


@pytest.mark.parametrize(
    ("number", "code", "last"),
    [
        (signal.SIGINT, 130, "search: interrupted\n"),
        (signal.SIGTERM, 143, "search: terminated\n"),
        (signal.SIGHUP, 129, "search: terminated\n"),
    ],
)
def test_a_signal_ends_indexing_without_a_traceback_and_with_an_archive(
    tmp_path: Path, number: signal.Signals, code: int, last: str
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for page in range(4000):
        (folder / f"{page}.txt").write_text(f"Log {page}\n\n" + "The ferry sailed on time again today. " * 50)
    process = subprocess.Popen(
        [sys.executable, "-m", "tui.cli", "index", str(folder)],
        cwd=ROOT,
        env=environment(tmp_path / "archive"),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    while process.poll() is None and not (tmp_path / "archive").exists():
        time.sleep(0.02)
    time.sleep(0.2)
    process.send_signal(number)
    out, err = process.communicate()
    assert (process.returncode, out) == (code, "")
    assert err.startswith("Stopped: ") and err.endswith(last)
    assert "Traceback" not in err
    assert spawn(tmp_path / "archive", "stats").code == 0
    with Archive.open(tmp_path / "archive").writer() as writer:  # nobody else has it any more
        assert not writer.pending


@pytest.mark.parametrize("before", [signal.SIG_IGN, signal.SIG_DFL])
def test_sigterm_is_afterwards_what_it_was_before(archive: Path, before: signal.Handlers) -> None:
    held = signal.signal(signal.SIGTERM, before)
    try:
        assert search(archive, "query", "ferry").code == 0
        assert signal.getsignal(signal.SIGTERM) is before
    finally:
        signal.signal(signal.SIGTERM, held)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_an_ignored_signal_stays_ignored(
    archive: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    stats = Archive.stats

    def hit(self: Archive) -> ArchiveStats:
        signal.raise_signal(number)
        return stats(self)

    monkeypatch.setattr(Archive, "stats", hit)
    held = signal.signal(number, signal.SIG_IGN)
    try:
        assert search(archive, "stats").code == 0
    finally:
        signal.signal(number, held)
