"""Which folders are on a file system that other machines can write to, by invented tables of mounts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import file_systems
from index.file_systems import Mount, kind_at, linux_mounts, macos_mounts, network_file_system, windows_kind

MOUNTINFO = rb"""
21 26 0:19 / /proc rw,nosuid - proc proc rw
26 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
31 26 0:43 / /home rw,relatime shared:50 master:3 - nfs4 attic:/home rw,vers=4.2,addr=10.0.0.7
32 31 8:3 / /home/ada/local\040disk rw,relatime - xfs /dev/sda3 rw
33 26 0:44 / /mnt/shared\011desk\134two rw - cifs //attic/desk rw
34 26 0:45 /clippings /srv/clippings rw,relatime shared:9 - nfs attic:/export rw
35 26 0:46 / /mnt/attic rw,nosuid - fuse.sshfs ada@attic:/ rw,user_id=1000
36 26 8:4 / /mnt/usb rw - fuseblk /dev/sdb1 rw
37 26 0:47 / /mnt/vault rw - fuse.gocryptfs /home/ada/vault rw
38 26 0:48 / /mnt/c rw - 9p drvfs rw
39 26 0:49 / /net rw - autofs systemd-1 rw
40 39 0:50 / /net rw - nfs attic:/net rw
41 26 0:51 / /over rw - nfs attic:/over rw
42 41 8:5 / /over rw - ext4 /dev/sdc1 rw
43 26 0:52 / /mnt/caf\303\251 rw - smb3 //attic/cafe rw
half of a line
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", None),
        ("/var/morgue", None),
        ("/home", "nfs4"),
        ("/home/ada/morgue", "nfs4"),
        ("/homes", None),
        ("/home/ada/local disk/morgue", None),
        ("/home/ada/local disks", "nfs4"),
        ("/mnt/shared\tdesk\\two/morgue", "cifs"),
        ("/srv/clippings/morgue", "nfs"),
        ("/mnt/attic/morgue", "sshfs"),
        ("/mnt/usb/morgue", None),
        ("/mnt/vault/morgue", None),
        ("/mnt/c/Users/ada", "9p"),
        ("/net/morgue", "nfs"),
        ("/over/morgue", None),
        ("/mnt/café/morgue", "smb3"),
    ],
)
def test_on_linux_the_deepest_mount_above_a_path_says_where_it_is(path: str, kind: str | None) -> None:
    assert kind_at(path, linux_mounts(MOUNTINFO)) == kind


LISTED = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse, protect)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
//ada@attic._smb._tcp.local/desk on paper on /Volumes/desk (smbfs, nodev, nosuid, mounted by ada)
attic:/export on /Volumes/clippings (old) (nfs, nodev, nosuid)
/dev/disk5s1 on /Volumes/desk/disk (hfs, local)
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/Users/ada/morgue", None),
        ("/System/Volumes/Data/home/ada", None),
        ("/Volumes/desk/morgue", "smbfs"),
        ("/Volumes/clippings (old)/morgue", "nfs"),
        ("/Volumes/desk/disk/morgue", None),
    ],
)
def test_on_macos_too(path: str, kind: str | None) -> None:
    assert kind_at(path, macos_mounts(LISTED)) == kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (r"C:\Users\ada\morgue", None),
        (r"\\?\C:\Users\ada\morgue", None),
        (r"z:\morgue", "a network drive"),
        (r"\\attic\desk\morgue", "a network share"),
        (r"\\?\UNC\attic\desk\morgue", "a network share"),
        (r"\\wsl$\Ubuntu\home\ada", "a network share"),
    ],
)
def test_on_windows_the_drive_says_where_a_path_is(path: str, kind: str | None) -> None:
    assert windows_kind(path, lambda root: {"Z:\\": 4}.get(root, 3)) == kind


def test_of_a_path_that_is_not_there_the_folder_above_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    mounts = [Mount("/", "ext4"), Mount(str(tmp_path), "nfs4"), Mount(str(tmp_path / "a"), "ext4")]
    monkeypatch.setattr(file_systems, "_mounts", lambda: iter(mounts))
    assert network_file_system(tmp_path / "link" / "b" / "c") == "nfs4"
    assert network_file_system(tmp_path / "a" / "b") == "nfs4", "nothing is there yet"
    (tmp_path / "a").mkdir()
    assert network_file_system(tmp_path / "a" / "b") is None


def test_a_relative_path_is_one_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(file_systems, "_mounts", lambda: iter([Mount(str(tmp_path), "nfs4")]))
    assert network_file_system(Path("archive")) == "nfs4"


def test_where_mounts_cannot_be_read_nothing_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise PermissionError

    monkeypatch.setattr(file_systems, "_mounts", refuse)
    assert network_file_system(tmp_path) is None


@given(st.binary(max_size=200), st.text(max_size=50))
def test_no_table_is_too_strange(table: bytes, path: str) -> None:
    kind_at(path, linux_mounts(table))
    kind_at(path, macos_mounts(table.decode("latin-1")))
