"""A disk in memory that forgets what was not synced, for tests of what a power cut leaves.

A file keeps the bytes it had when last synced; bytes written since may be there whole,
cut short, as zeros or not at all. Each name in a folder is, after a power cut, what it
was when the folder was last synced or anything it has been since, whatever became
of the other names: real file systems keep more order than that.
"""

from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from random import Random


@dataclass(eq=False)
class File:
    data: bytes = b""
    durable: bytes = b""

    def after_power_cut(self, choose: Random) -> "File":
        kept = self.durable
        if self.data != self.durable:
            cut = self.data[: choose.randrange(len(self.data) + 1)]
            kept = choose.choice([self.durable, self.data, cut, bytes(len(self.data)), b""])
        return File(kept, kept)


@dataclass(eq=False)
class Folder:
    entries: dict[str, "File | Folder"] = field(default_factory=dict)
    been: dict[str, list["File | Folder | None"]] = field(default_factory=dict)
    """What each name has been since the last sync, the first as of then; None for nothing."""

    def put(self, name: str, entry: "File | Folder | None") -> None:
        self.been.setdefault(name, [self.entries.get(name)]).append(entry)
        if entry is None:
            del self.entries[name]
        else:
            self.entries[name] = entry

    def after_power_cut(self, choose: Random) -> "Folder":
        kept: dict[str, File | Folder] = {}
        for name in sorted(self.entries.keys() | self.been.keys()):
            entry = choose.choice(self.been[name]) if name in self.been else self.entries[name]
            if entry is not None:
                kept[name] = entry.after_power_cut(choose)
        return Folder(kept)


@dataclass(eq=False)
class Hold:
    disk: "ModelledDisk"
    file: File

    def close(self) -> None:
        if self in self.disk.holds:
            self.disk.holds.remove(self)


class ModelledDisk:
    """A Storage in memory; `before_each` is called before every change and every sync."""

    path = Path("modelled")

    def __init__(self, root: Folder | None = None) -> None:
        self.root = root or Folder()
        self.holds: list[Hold] = []
        self.before_each: Callable[[], None] = lambda: None

    def after_power_cut(self, choose: Random) -> "ModelledDisk":
        """One of the disks that a power cut at this moment could leave."""
        return ModelledDisk(self.root.after_power_cut(choose))

    def copy(self) -> "ModelledDisk":
        return ModelledDisk(deepcopy(self.root))

    def write(self, name: str, buffers: Iterable[bytes | memoryview]) -> None:
        self.before_each()
        folder, last = self._parent(name)
        if last not in folder.entries:
            folder.put(last, File())
        file = self._file(name)
        file.data = b""
        for buffer in buffers:
            self.before_each()
            file.data += bytes(buffer)

    def sync(self, name: str) -> None:
        self.before_each()
        entry = self._find(name)
        if isinstance(entry, File):
            entry.durable = entry.data
        else:
            entry.been.clear()

    def rename(self, old: str, new: str) -> None:
        self.before_each()
        folder, last = self._parent(old)
        file = self._file(old)
        folder.put(new.rpartition("/")[2], file)
        folder.put(last, None)

    def remove(self, name: str) -> None:
        self.before_each()
        entry = self._find(name)
        if isinstance(entry, Folder) and entry.entries:
            raise OSError(f"{name} is not empty")
        folder, last = self._parent(name)
        folder.put(last, None)

    def remove_unheld(self, name: str) -> bool:
        file = self._file(name)
        if any(hold.file is file for hold in self.holds):
            return False
        self.remove(name)
        return True

    def make_folder(self, name: str) -> None:
        self.before_each()
        folder = self.root
        for part in name.split("/"):
            if part not in folder.entries:
                folder.put(part, Folder())
            inner = folder.entries[part]
            assert isinstance(inner, Folder)
            folder = inner

    def list(self, name: str) -> list[str]:
        entry = self._find(name)
        if isinstance(entry, File):
            raise NotADirectoryError(name)
        return sorted(entry.entries)

    def size(self, name: str) -> int:
        return len(self._file(name).data)

    def chunks(self, name: str) -> Iterator[bytes]:
        yield self._file(name).data

    def map(self, name: str) -> memoryview:
        return memoryview(self._file(name).data)

    def hold(self, name: str) -> Hold:
        hold = Hold(self, self._file(name))
        self.holds.append(hold)
        return hold

    def lock(self, name: str) -> Hold | None:
        if name not in self.root.entries:
            self.write(name, [])
        file = self._file(name)
        return None if any(hold.file is file for hold in self.holds) else self.hold(name)

    def _find(self, name: str) -> File | Folder:
        entry: File | Folder = self.root
        for part in name.split("/") if name else ():
            if not isinstance(entry, Folder) or part not in entry.entries:
                raise FileNotFoundError(name)
            entry = entry.entries[part]
        return entry

    def _file(self, name: str) -> File:
        entry = self._find(name)
        if isinstance(entry, Folder):
            raise IsADirectoryError(name)
        return entry

    def _parent(self, name: str) -> tuple[Folder, str]:
        above, _, last = name.rpartition("/")
        folder = self._find(above)
        assert isinstance(folder, Folder)
        return folder, last
