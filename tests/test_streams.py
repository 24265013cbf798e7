"""Streams: what is opened, what is unpacked, and what is refused with a reason."""

import bz2
import gzip
import lzma
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from index.errors import InputRejected
from index.ingest.streams import HEAD, open_stream, plain_name

TEXT = " ".join(random.Random(7).choices(["harbour", "ferry", "storm", "wall", "tide"], k=60_000)).encode()  # noqa: S311
COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zstd": zstandard.ZstdCompressor(write_checksum=True).compress,
}
kinds = pytest.mark.parametrize("kind", COMPRESS)


def written(folder: Path, content: bytes) -> Path:
    path = folder / "input"
    path.write_bytes(content)
    return path


def read(path: Path) -> bytes:
    with open_stream(path) as stream:
        return stream.read()


def reason(path: Path) -> str:
    with pytest.raises(InputRejected) as caught, open_stream(path):
        pass
    return caught.value.reason


@kinds
@pytest.mark.parametrize("content", [b"", b"x", TEXT], ids=len)
def test_what_is_compressed_is_read_whatever_its_name(tmp_path: Path, kind: str, content: bytes) -> None:
    assert read(written(tmp_path, COMPRESS[kind](content))) == content


@kinds
def test_several_pieces_one_behind_the_other_are_one_stream(tmp_path: Path, kind: str) -> None:
    pieces = [b"one ", b"", TEXT, b" three"]
    assert read(written(tmp_path, b"".join(map(COMPRESS[kind], pieces)))) == b"".join(pieces)


@kinds
def test_the_beginning_can_be_looked_at_before_it_is_read(tmp_path: Path, kind: str) -> None:
    with open_stream(written(tmp_path, COMPRESS[kind](TEXT))) as stream:
        assert stream.peek(HEAD)[:HEAD] == TEXT[:HEAD]
        assert stream.read() == TEXT


@kinds
@pytest.mark.parametrize("left", [0.2, 0.5, 0.9, 1.0])
def test_compressed_data_cut_short_is_refused_behind_what_was_whole(
    tmp_path: Path, kind: str, left: float
) -> None:
    packed = COMPRESS[kind](TEXT)
    taken = b""
    with (
        pytest.raises(ValueError, match=f"its {kind} data is damaged or cut short"),
        open_stream(written(tmp_path, packed[: int(len(packed) * left) - 1])) as stream,
    ):
        while piece := stream.read1():
            taken += piece
    assert TEXT.startswith(taken)


@kinds
@pytest.mark.parametrize("where", [0.3, 0.6])
def test_damaged_data_is_refused(tmp_path: Path, kind: str, where: float) -> None:
    packed = bytearray(COMPRESS[kind](TEXT))
    at = int(len(packed) * where)
    packed[at : at + 40] = bytes(byte ^ 0x55 for byte in packed[at : at + 40])
    with pytest.raises(ValueError, match=f"its {kind} data is damaged or cut short"):
        read(written(tmp_path, bytes(packed)))


@kinds
def test_data_that_is_nonsense_from_the_start_is_refused(tmp_path: Path, kind: str) -> None:
    packed = COMPRESS[kind](TEXT)
    with pytest.raises(ValueError, match=f"its {kind} data is damaged or cut short"):
        read(written(tmp_path, packed[:10] + b"\xff" * 100 + packed[110:]))


@kinds
def test_other_bytes_behind_compressed_data_are_damage_or_nothing(tmp_path: Path, kind: str) -> None:
    path = written(tmp_path, COMPRESS[kind](TEXT) + b"\x01other bytes")
    if kind in ("bzip2", "xz"):  # as their own tools and Python do
        assert read(path) == TEXT
    else:
        with pytest.raises(ValueError, match="damaged"):
            read(path)


@kinds
def test_a_little_that_becomes_a_lot_is_refused(tmp_path: Path, kind: str) -> None:
    path = written(tmp_path, COMPRESS[kind](bytes(100 << 20)))
    taken = 0
    with pytest.raises(ValueError, match="300-fold"), open_stream(path) as stream:
        while piece := stream.read(1 << 20):
            taken += len(piece)
    assert taken < 80 << 20


@kinds
def test_repetitive_text_of_some_megabytes_is_read(tmp_path: Path, kind: str) -> None:
    assert len(read(written(tmp_path, COMPRESS[kind](b"the ferry sails. " * 200_000)))) == 3_400_000


def test_a_frame_that_asks_for_a_gigabyte_of_memory_is_refused(tmp_path: Path) -> None:
    compressor = zstandard.ZstdCompressor(
        compression_params=zstandard.ZstdCompressionParameters(window_log=30, enable_ldm=True)
    ).compressobj()
    packed = compressor.compress(TEXT) + compressor.flush()
    with pytest.raises(ValueError, match="memory"):
        read(written(tmp_path, packed))


def test_a_frame_that_is_to_be_skipped_is_skipped(tmp_path: Path) -> None:
    skipped = b"\x50\x2a\x4d\x18\x04\x00\x00\x00abcd"
    packed = COMPRESS["zstd"](b"text")
    assert read(written(tmp_path, skipped + packed + skipped + packed)) == b"texttext"


@pytest.mark.parametrize("content", [b"BZhejiang, said the report.", b"\x1f\x8b", b"", b"\x1f"])
def test_what_only_looks_compressed_is_read_as_it_is(tmp_path: Path, content: bytes) -> None:
    assert read(written(tmp_path, content)) == content


def test_a_file_packed_twice_is_refused_with_what_it_is(tmp_path: Path) -> None:
    twice = written(tmp_path, gzip.compress(bz2.compress(TEXT)))
    assert reason(twice) == "bzip2 data within gzip data; unpack it once first"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_that_nobody_writes_to_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert reason(tmp_path / "pipe") == "not a regular file"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
def test_a_link_to_a_device_without_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/dev/zero")
    assert reason(tmp_path / "link") == "not a regular file"


@pytest.mark.parametrize("name", ["/dev/fd/63", "/dev/stdin", "/proc/self/fd/0"])
def test_what_a_shell_has_open_is_refused_with_how_to_read_it(name: str) -> None:
    assert reason(Path(name)) == "no file; - reads standard input: COMMAND | search index -"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert reason(tmp_path) == "a folder that cannot be listed"


def test_a_file_that_is_missing_is_refused(tmp_path: Path) -> None:
    assert reason(tmp_path / "none") == "there is no such file or folder"


def test_a_link_in_a_circle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "link")
    assert reason(tmp_path / "link").startswith("cannot be read: ")


def test_a_file_that_must_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, b"secret")
    if os.geteuid() == 0:  # who may read everything

        def refuse(path: Path, flags: int) -> int:
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(os, "open", refuse)
    path.chmod(0)
    assert reason(path) == "no permission to read it"


def test_no_descriptor_stays_open(tmp_path: Path) -> None:
    paths = [written(tmp_path, b"text"), tmp_path, tmp_path / "none"]
    lowest = os.dup(0)
    os.close(lowest)
    for path in paths * 3:
        try:
            read(path)
        except InputRejected:
            continue
    after = os.dup(0)
    os.close(after)
    assert after == lowest


@pytest.mark.parametrize(
    ("name", "plain"),
    [("a.JSONL.GZ", "a.jsonl"), ("a.txt", "a.txt"), ("a.tar.zst", "a.tar"), (".gz", ".gz"), ("a.xz", "a")],
)
def test_the_suffix_of_a_compression_says_nothing_of_the_format(name: str, plain: str) -> None:
    assert plain_name(Path(name)) == plain
