"""An archive of three segments to damage, kept as bytes so that any of it can be changed and put back."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random

from newsroom import FUND, STORM, TEN, article, build

from index.storage import FolderStorage

EXTRA = tuple(
    article(
        f"Tide table {day}", f"High water at the harbour on day {day}, low water after.", name=f"{day}.txt"
    )
    for day in range(3)
)
"""More articles, so that a segment has more than one block of them."""
OF_SEGMENTS = ((*TEN[:4], *EXTRA), TEN[4:7], TEN[7:])
"""The articles of each segment, of which STORM and FUND are deleted."""


def three_segments(folder: Path) -> Path:
    """An archive of three segments, with deletions in the first."""
    archive = build(folder, [])
    for articles in OF_SEGMENTS:
        with archive.writer() as writer:
            writer.put(articles)
    archive.remove([STORM.id, FUND.id])
    archive.snapshot().close()
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of the archive that its current generation needs, by its path in it."""
    manifest = (folder / "CURRENT").read_text().split()[0]
    paths = [folder / "CURRENT", folder / manifest, *sorted(folder.glob("segments/*/*"))]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


class InMemory(FolderStorage):
    """An archive whose files are read from memory."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(Path("in-memory"))
        self.files = dict(files)

    def map(self, name: str) -> memoryview:
        return memoryview(self._file(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        yield self._file(name)

    def size(self, name: str) -> int:
        return len(self._file(name))

    def list(self, name: str) -> list[str]:
        depth = len(name) + 1 if name else 0
        return sorted({path[depth:].partition("/")[0] for path in self.files if path.startswith(name)})

    def hold(self, name: str) -> "Unheld":
        self._file(name)
        return Unheld()

    def _file(self, name: str) -> bytes:
        if name not in self.files:
            raise FileNotFoundError(name)
        return self.files[name]

    def write(self, name: str, buffers: Iterable[bytes | memoryview]) -> None:
        self.files[name] = b"".join(map(bytes, buffers))

    @contextmanager
    def holding(self, name: str, data: bytes) -> Iterator[None]:
        """Within this, a file has other contents."""
        whole = self.files[name]
        self.files[name] = data
        try:
            yield
        finally:
            self.files[name] = whole


class Unheld:
    def close(self) -> None:
        pass


def chooser(seed: int) -> Random:
    """What chooses where to damage: the same every time."""
    return Random(seed)  # noqa: S311


def flipped(data: bytes, byte: int, bit: int) -> bytes:
    """The bytes with one bit flipped."""
    changed = bytearray(data)
    changed[byte] ^= 1 << bit
    return bytes(changed)


def some_flips(data: bytes, step: int, choose: Random) -> Iterator[bytes]:
    """The bytes with a bit flipped in every `step`-th of them, from a random one on."""
    for byte in range(choose.randrange(min(step, len(data))), len(data), step):
        yield flipped(data, byte, choose.randrange(8))
