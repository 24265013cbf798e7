"""A disk in memory that forgets what was not synced, for tests of what a power cut leaves."""

from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from random import Random

from power_cuts import KINDS, SECTOR, File, Folder, any_power_cut, power_cuts


@dataclass(eq=False)
class Hold:
    disk: "ModelledDisk"
    file: File

    def close(self) -> None:
        if self in self.disk.holds:
            self.disk.holds.remove(self)


class ModelledDisk:
    """A Storage in memory; `before_each` is called before every change and every sync.

    In a write also after each sector.
    """

    path = Path("modelled")

    def __init__(self, root: Folder | None = None) -> None:
        self.root = root or Folder()
        self.holds: list[Hold] = []
        self.before_each: Callable[[], None] = lambda: None

    def power_cuts(self, most: int, choose: Random, kinds: Iterable[str] = KINDS) -> Iterator["ModelledDisk"]:
        """Disks that a power cut at this moment could leave: all of them, if there are at most so many."""
        yield from map(ModelledDisk, power_cuts(self.root, most, choose, kinds))

    def after_power_cut(self, choose: Random) -> "ModelledDisk":
        """Any of the disks that a power cut at this moment could leave."""
        return ModelledDisk(any_power_cut(self.root, choose))

    def files(self) -> dict[str, bytes]:
        """Every file by its path, and every empty folder with a stroke at its end."""
        return dict(_walk(self.root, ""))

    def copy(self) -> "ModelledDisk":
        """The disk as it is, with what is not synced: what a crash of the process alone leaves."""
        return ModelledDisk(deepcopy(self.root))

    def write(self, name: str, buffers: Iterable[bytes | memoryview]) -> None:
        self.before_each()
        folder, last = self._parent(name)
        if last not in folder.entries:
            folder.put(last, File())
        file = self.file(name)
        file.set(b"")
        for buffer in buffers:
            before = len(file.data)
            file.set(file.data + bytes(buffer))
            if before // SECTOR < len(file.data) // SECTOR:
                self.before_each()

    def sync(self, name: str) -> None:
        self.before_each()
        self._find(name).settle()

    def fail_sync(self, name: str) -> None:
        """What a sync does that fails."""
        self._find(name).dropped = True

    def rename(self, old: str, new: str) -> None:
        self.before_each()
        folder, last = self._parent(old)
        file = self.file(old)
        folder.put(new.rpartition("/")[2], file)
        folder.put(last, None)

    def link(self, old: str, new: str) -> None:
        self.before_each()
        folder, last = self._parent(new)
        if last in folder.entries:
            raise FileExistsError(new)
        folder.put(last, self.file(old))

    def remove(self, name: str) -> None:
        self.before_each()
        entry = self._find(name)
        if isinstance(entry, Folder) and entry.entries:
            raise OSError(f"{name} is not empty")
        folder, last = self._parent(name)
        folder.put(last, None)

    def remove_unheld(self, name: str) -> bool:
        file = self.file(name)
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
        return len(self.file(name).data)

    def chunks(self, name: str) -> Iterator[bytes]:
        yield self.file(name).data

    def map(self, name: str) -> memoryview:
        return memoryview(self.file(name).data)

    def hold(self, name: str) -> Hold:
        hold = Hold(self, self.file(name))
        self.holds.append(hold)
        return hold

    def lock(self, name: str) -> Hold | None:
        if name not in self.root.entries:
            self.write(name, [])
        file = self.file(name)
        return None if any(hold.file is file for hold in self.holds) else self.hold(name)

    def is_held(self, name: str, held: object) -> bool:
        return isinstance(held, Hold) and name in self.root.entries and self.file(name) is held.file

    def _find(self, name: str) -> File | Folder:
        entry: File | Folder = self.root
        for part in name.split("/") if name else ():
            if not isinstance(entry, Folder) or part not in entry.entries:
                raise FileNotFoundError(name)
            entry = entry.entries[part]
        return entry

    def file(self, name: str) -> File:
        entry = self._find(name)
        if isinstance(entry, Folder):
            raise IsADirectoryError(name)
        return entry

    def _parent(self, name: str) -> tuple[Folder, str]:
        above, _, last = name.rpartition("/")
        folder = self._find(above)
        assert isinstance(folder, Folder)
        return folder, last


def _walk(folder: Folder, above: str) -> Iterator[tuple[str, bytes]]:
    for name, entry in folder.entries.items():
        if isinstance(entry, File):
            yield above + name, entry.data
        elif entry.entries:
            yield from _walk(entry, f"{above}{name}/")
        else:
            yield f"{above}{name}/", b""


def disk_with(archive: Path) -> ModelledDisk:
    """A disk with everything in a real folder, durable."""
    disk = ModelledDisk()
    for path in sorted(archive.rglob("*")):
        name = path.relative_to(archive).as_posix()
        if path.is_dir():
            disk.make_folder(name)
        else:
            disk.write(name, [path.read_bytes()])
            disk.sync(name)
    for folder in filter(Path.is_dir, (archive, *archive.rglob("*"))):
        disk.sync(folder.relative_to(archive).as_posix().strip("."))
    return disk
