"""What a damaged segment is called."""

from pathlib import Path

from index.errors import REPAIR, NewsError


class SegmentDamaged(NewsError):
    """A file of a segment does not hold what its writer put there."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} is damaged: {reason}", advice=REPAIR)
        self.path = path
        self.reason = reason
