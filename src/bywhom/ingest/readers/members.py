"""Folders and zip archives: their members one by one, with what could not be opened."""

import io
import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bywhom.errors import DamagedInput, InputRefused, TooLarge

_RATIO = 200  # text packs 3 to 10 times; a member beyond this, and large, was made to harm
_RATIO_FROM = 16 * 2**20
_MOST_MEMBERS = 200_000
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError)
MAX_DEPTH = 2  # an archive in an archive is read, one deeper is refused


@dataclass(frozen=True, slots=True)
class Member:
    """A name inside a container, and its bytes or why they were refused."""

    name: str
    data: bytes | None = None
    error: InputRefused | None = None


class Allowance:
    """How many bytes the archives of one input may still unfold to, nested ones included."""

    def __init__(self, megabytes: int) -> None:
        self.limit = megabytes
        self.left = megabytes * 2**20

    def refuse(self, name: str) -> TooLarge:
        """The error that names the limit."""
        return TooLarge(
            f"the archive unfolds to more than {self.limit} MB", value=name,
            hint="unpack it and read the folder, or raise max_unpacked_mb",
        )  # fmt: skip


def folder_files(folder: Path) -> Iterator[Path]:
    """Files below ``folder`` in the order of their names; hidden ones and links are left out."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if (
            not any(part.startswith(".") or part == "__MACOSX" for part in inside)
            and not path.is_symlink()
            and path.is_file()
        ):
            yield path


def zip_members(data: bytes, name: str, allowance: Allowance, *, most_mb: int) -> Iterator[Member]:
    """Members of a zip, read into memory and never written to disk, so their paths can do no harm.

    Raises DamagedInput or TooLarge when the archive as a whole cannot be opened.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DamagedInput("the zip archive is broken", value=name, hint="fetch or pack it again") from error
    if len(infos) > _MOST_MEMBERS:
        raise TooLarge(f"the archive holds {len(infos)} members, more than {_MOST_MEMBERS}", value=name)
    with archive:
        for info in sorted(infos, key=lambda i: i.filename):
            if not _is_report_file(info):
                continue
            label = "".join(c if c.isprintable() else "\ufffd" for c in info.filename)
            try:
                yield Member(label, _content(archive, info, f"{name}!{label}", allowance, most_mb))
            except InputRefused as error:
                yield Member(label, error=error)


def _is_report_file(info: zipfile.ZipInfo) -> bool:
    parts = info.filename.replace("\\", "/").split("/")
    hidden = any(p.startswith(".") and p not in {".", ".."} for p in parts)
    link = stat.S_ISLNK(info.external_attr >> 16)
    return not (info.is_dir() or hidden or link or "__MACOSX" in parts)


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, allowance: Allowance, most_mb: int) -> bytes:
    if info.flag_bits & 1:
        raise DamagedInput(
            "the archive's member is locked by a password", value=name, hint="unpack it and read the folder"
        )
    if info.file_size > _RATIO_FROM and info.file_size > _RATIO * max(1, info.compress_size):
        raise TooLarge("the member unfolds to over 200 times its size (a zip bomb?)", value=name)
    most = min(allowance.left, most_mb * 2**20)
    try:
        with archive.open(info) as stream:
            content = stream.read(most + 1)  # the size in the archive's own table may lie
    except _BROKEN as error:
        raise DamagedInput("the archive's member is broken", value=name, hint="fetch or pack it again") from error
    if len(content) > most:
        if most < most_mb * 2**20:
            raise allowance.refuse(name)
        raise TooLarge(f"the member is larger than {most_mb} MB", value=name, hint="split it, or raise max_input_mb")
    allowance.left -= len(content)
    return content
