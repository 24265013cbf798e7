"""File systems: whether a folder is on one that several machines can write to.

The writer's lock and mapped files are sound where one kernel sees every access. A
network file system, or a folder that a virtual machine shares with its host, may grant
a lock that others do not see, or show old pages. That is worth a warning and no
refusal, because with one machine writing it works.

Only kinds known to be shared count. FUSE alone says nothing: what is behind it may be
a local disk.
"""

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PureWindowsPath
from typing import NamedTuple

_NETWORK = {
    *(
        "afpfs",
        "afs",
        "beegfs",
        "ceph",
        "ceph-fuse",
        "cifs",
        "coda",
        "davfs",
        "ftpfs",
        "gcsfuse",
        "glusterfs",
    ),
    *("goofys", "gpfs", "juicefs", "lustre", "ncpfs", "nfs", "nfs4", "orangefs", "panfs", "rclone", "s3fs"),
    *("smb3", "smbfs", "sshfs", "webdav", "wekafs"),
}
_OF_A_HOST = {"9p", "fakeowner", "grpcfuse", "prl_fs", "vboxsf", "virtiofs", "vmhgfs", "vmhgfs-fuse"}
"""What a host shares with its virtual machines."""
_ESCAPE = re.compile(rb"\\([0-7]{3})")
_MACOS_MOUNT = re.compile(r".* on (/.*?) \(([^,()]+)[^()]*\)")
_DRIVE_REMOTE = 4
"""As GetDriveTypeW says it."""


class Mount(NamedTuple):
    """A file system and where it is."""

    point: str
    kind: str


def network_file_system(path: Path) -> str | None:
    """The kind of shared file system that a path is on, such as "nfs4"; None for a local or unknown one.

    Of a path that is not there, the nearest folder above it counts.
    """
    try:
        path = path.resolve()
        while not path.exists():  # also lets an automounter mount what is there
            path = path.parent
        if sys.platform == "win32":
            return windows_kind(str(path), _drive_type)
        return kind_at(str(path), _mounts())
    except OSError:
        return None


def kind_at(path: str, mounts: Iterable[Mount]) -> str | None:
    """The kind of the file system at an absolute path, if it is a shared one."""
    deepest = Mount("", "")
    for mount in mounts:
        inside = path == mount.point or path.startswith(mount.point.rstrip("/") + "/")
        # Of two on one point the later hides the earlier.
        if inside and len(mount.point) >= len(deepest.point):
            deepest = mount
    kind = deepest.kind.removeprefix("fuse.")
    return kind if kind in _NETWORK | _OF_A_HOST else None


def linux_mounts(mountinfo: bytes) -> Iterator[Mount]:
    """The mounts in the text of /proc/self/mountinfo, in its order."""
    for line in mountinfo.splitlines():
        placed, _, mounted = line.partition(b" - ")
        fields = placed.split(b" ")
        if len(fields) > 4 and mounted:
            point = _ESCAPE.sub(lambda found: bytes([int(found[1], 8) & 255]), fields[4])
            yield Mount(os.fsdecode(point), os.fsdecode(mounted.split(b" ")[0]))


def macos_mounts(listing: str) -> Iterator[Mount]:
    """The mounts that `mount` lists on macOS, in its order."""
    for line in listing.splitlines():
        if found := _MACOS_MOUNT.fullmatch(line):
            yield Mount(found[1], found[2])


def windows_kind(path: str, drive_type: Callable[[str], int]) -> str | None:
    """The kind at an absolute path of Windows, given what GetDriveTypeW says of the root of a drive."""
    drive = PureWindowsPath(path).drive.upper().removeprefix("\\\\?\\")
    if drive.startswith(("\\\\", "UNC\\")):
        return "a network share"
    return "a network drive" if drive_type(drive + "\\") == _DRIVE_REMOTE else None


def _mounts() -> Iterator[Mount]:
    if sys.platform == "darwin":
        import subprocess

        listed = subprocess.run(["/sbin/mount"], capture_output=True, check=False)
        return macos_mounts(os.fsdecode(listed.stdout))
    return linux_mounts(Path("/proc/self/mountinfo").read_bytes())


def _drive_type(root: str) -> int:
    if sys.platform != "win32":
        raise OSError("there are no drives here")
    import ctypes

    return int(ctypes.windll.kernel32.GetDriveTypeW(root))
