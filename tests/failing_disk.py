"""A modelled disk that refuses: some operations fail, a write with half of it written."""

from collections.abc import Iterable, Iterator

from modelled_disk import Hold, ModelledDisk


class FailingDisk(ModelledDisk):
    """A disk whose operation number `first` fails, and those after it up to `last`."""

    def __init__(self, disk: ModelledDisk, first: int, last: int, error: int) -> None:
        super().__init__(disk.root)
        self.first = first
        self.last = last
        self.error = error
        self.count = 0
        self.refused = False
        """Whether an operation has failed."""

    def recover(self) -> None:
        """Fail no more."""
        self.last = 0

    def step(self) -> None:
        self.count += 1
        if self.first <= self.count <= self.last:
            self.refused = True
            raise OSError(self.error, "injected")

    def write(self, name: str, buffers: Iterable[bytes | memoryview]) -> None:
        self.step()
        content = b"".join(buffers)

        def halfway() -> Iterator[bytes]:
            yield content[: len(content) // 2]
            self.step()
            yield content[len(content) // 2 :]

        super().write(name, halfway())

    def sync(self, name: str) -> None:
        try:
            self.step()
        except OSError:
            self.fail_sync(name)
            raise
        super().sync(name)

    def rename(self, old: str, new: str) -> None:
        self.step()
        super().rename(old, new)

    def link(self, old: str, new: str) -> None:
        self.step()
        super().link(old, new)

    def remove(self, name: str) -> None:
        self.step()
        super().remove(name)

    def remove_unheld(self, name: str) -> bool:
        self.step()
        return super().remove_unheld(name)

    def make_folder(self, name: str) -> None:
        self.step()
        super().make_folder(name)

    def list(self, name: str) -> list[str]:
        self.step()
        return super().list(name)

    def size(self, name: str) -> int:
        self.step()
        return super().size(name)

    def chunks(self, name: str) -> Iterator[bytes]:
        self.step()
        return super().chunks(name)

    def map(self, name: str) -> memoryview:
        self.step()
        return super().map(name)

    def hold(self, name: str) -> Hold:
        self.step()
        return super().hold(name)
