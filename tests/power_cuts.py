"""What a power cut can leave of the files and folders of a modelled disk.

A file has the bytes it had when last synced; or, if it was written since, those of
now, none, a part, zeros, what the disk held there before for somebody else, or a
mixture of all these by sectors or by pages, whatever its length says. Each name in a
folder is what it was when the folder was last synced or anything it has been since,
whatever became of the other names and of the bytes behind them: real file systems
keep more order than that.

A sync that fails drops what it should have kept, and the next one succeeds without it,
as on Linux: only what is written again after a failure can become durable. In a folder
any change counts as that, because folders are written in whole blocks.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, product
from math import prod
from random import Random
from typing import TypeVar
from zlib import crc32

SECTOR = 512
"""What a drive writes in one piece, in bytes."""
PAGE = 4096
"""What a system writes in one piece."""
KINDS = ("old", "new", "empty", "cut", "zeros", "stale", "torn")
"""What a power cut can make of an unsynced file."""
_Option = TypeVar("_Option")
_BY_CHANCE = {"LOCK"}
"""What these files say after a power cut matters to nobody: it is drawn and not enumerated."""


@dataclass(eq=False)
class File:
    data: bytes = b""
    durable: bytes = b""
    settled: bool = True
    """Whether a power cut leaves `data` for certain."""
    dropped: bool = False
    """Whether a sync has failed since the file was last written."""

    def set(self, data: bytes) -> None:
        self.data = data
        self.settled = self.dropped = False

    def settle(self) -> None:
        if not self.dropped:
            self.durable, self.settled = self.data, True

    def after_power_cut(self, kinds: Iterable[str]) -> list[bytes]:
        """Different contents that a power cut can leave, the one that was synced first if it is asked for."""
        if self.settled:
            return [self.durable]
        left = _after_power_cut(self.durable, self.data)
        return list(dict.fromkeys(content for kind, content in left if kind in kinds))


@dataclass(eq=False)
class Folder:
    entries: dict[str, "File | Folder"] = field(default_factory=dict)
    been: dict[str, list["File | Folder | None"]] = field(default_factory=dict)
    """What each name has been since the last sync, the first as of then; None for nothing."""
    dropped: bool = False
    """Whether a sync has failed since the last change."""

    def put(self, name: str, entry: "File | Folder | None") -> None:
        self.been.setdefault(name, [self.entries.get(name)]).append(entry)
        self.dropped = False
        if entry is None:
            del self.entries[name]
        else:
            self.entries[name] = entry

    def settle(self) -> None:
        if not self.dropped:
            self.been.clear()


@dataclass(frozen=True)
class Doubt:
    """Something that a power cut may leave in several ways: a name of a folder, or the bytes of a file."""

    about: tuple[int, str]
    """The identity of the folder or file, and the name in the folder or nothing."""
    options: "Sequence[File | Folder | bytes | None]"
    latest: int
    """Which of the options is what is there now."""
    by_chance: bool


def power_cuts(root: Folder, most: int, choose: Random, kinds: Iterable[str] = KINDS) -> Iterator[Folder]:
    """What a power cut at this moment could leave: every case, if there are at most so many.

    Otherwise first those where all is old or all is new but for one thing, in no order,
    then any. The same may come twice.
    """
    every = list(_doubts(root, tuple(kinds)))
    doubts = [doubt for doubt in every if not doubt.by_chance]
    sizes = [len(doubt.options) for doubt in doubts]
    picks: Iterable[Sequence[int]] = product(*map(range, sizes))
    if prod(sizes) > most:
        picks = islice(_some(sizes, [doubt.latest for doubt in doubts], choose), most)
    for pick in picks:
        chosen = {doubt.about: _any(doubt.options, choose) for doubt in every if doubt.by_chance}
        chosen |= {doubt.about: doubt.options[i] for doubt, i in zip(doubts, pick, strict=True)}
        yield _left(root, chosen)


def any_power_cut(root: Folder, choose: Random) -> Folder:
    """Any case of what a power cut at this moment could leave."""
    return _left(root, {doubt.about: choose.choice(doubt.options) for doubt in _doubts(root, KINDS)})


def _doubts(folder: Folder, kinds: Sequence[str], seen: set[int] | None = None) -> Iterator[Doubt]:
    """All that a power cut now may leave in several ways, in this folder and below."""
    seen = set() if seen is None else seen
    for name in sorted(folder.entries.keys() | folder.been.keys()):
        by_chance = name in _BY_CHANCE
        been = list(dict.fromkeys(folder.been.get(name, [folder.entries.get(name)])))
        if len(been) > 1:
            yield Doubt((id(folder), name), been, been.index(folder.entries.get(name)), by_chance)
        for entry in been:
            if entry is None or id(entry) in seen:
                continue
            seen.add(id(entry))
            if isinstance(entry, Folder):
                yield from _doubts(entry, kinds, seen)
            elif len(contents := entry.after_power_cut(kinds)) > 1:
                latest = contents.index(entry.data) if entry.data in contents else 0
                yield Doubt((id(entry), ""), contents, latest, by_chance)


def _left(folder: Folder, chosen: Mapping[tuple[int, str], File | Folder | bytes | None]) -> Folder:
    """What is left of a folder when these doubts have gone one way."""
    kept: dict[str, File | Folder] = {}
    for name in folder.entries.keys() | folder.been.keys():
        entry = chosen.get((id(folder), name), folder.entries.get(name))
        if isinstance(entry, Folder):
            kept[name] = _left(entry, chosen)
        elif isinstance(entry, File):
            content = chosen.get((id(entry), ""), entry.data)
            assert isinstance(content, bytes)
            kept[name] = File(content, content)
    return Folder(kept)


def _any(options: Sequence[_Option], choose: Random) -> _Option:
    # Always one draw, since what LOCK says is never the same twice.
    return options[int(choose.random() * len(options))]


def _some(sizes: Sequence[int], latest: Sequence[int], choose: Random) -> Iterator[Sequence[int]]:
    """Choices of one option of each: first those that differ in one thing from all old or all new."""
    old = [0] * len(sizes)
    others = [
        [*base[:place], option, *base[place + 1 :]]
        for base in (old, latest)
        for place, size in enumerate(sizes)
        for option in range(size)
    ]
    choose.shuffle(others)
    yield from [old, latest, *others]
    while True:
        yield [choose.randrange(size) for size in sizes]


@lru_cache(32)
def _after_power_cut(old: bytes, new: bytes) -> list[tuple[str, bytes]]:
    """What a power cut can make of a file that had these bytes when last synced, and has those now; by kind."""
    choose = Random(crc32(new, crc32(old)))  # noqa: S311 -- the same every time
    size = len(new)
    zeros, stale = bytes(size), choose.randbytes(size)
    resized = old[:size].ljust(size, b"\0")
    cut = choose.randrange(size + 1)

    def torn(sources: Sequence[bytes], grain: int) -> bytes:
        """Each piece of the file from any of the sources."""
        return b"".join(choose.choice(sources)[at : at + grain] for at in range(0, size, grain))

    return [
        ("old", old),
        ("new", new),
        ("empty", b""),
        ("cut", new[:cut]),
        ("cut", new[: cut - cut % SECTOR]),
        ("zeros", zeros),
        ("stale", stale),
        ("torn", resized),
        ("torn", torn([resized, new], SECTOR)),
        ("torn", torn([zeros, new], SECTOR)),
        ("torn", torn([stale, new], PAGE)),
        ("torn", torn([resized, zeros, stale, new], SECTOR)),
        ("torn", torn([zeros, new], PAGE)[:cut]),
    ]
