"""Opens a ZIP that a stranger may have made: nothing of it is written to a disk, and nothing is trusted to be small."""

from __future__ import annotations

import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from cms.bulk.files.tables import TableError
from cms.bulk.pictures.naming import sort_naturally

LARGEST_ARCHIVE = 100 * 1024 * 1024
MOST_FILES = 2_000
_LARGEST_UNPACKED = 1024 * 1024 * 1024
_MOST_RATIO = 60
"""Pictures are packed already: what shrinks more than this was made to swell."""
_RATIO_FROM = 1024 * 1024
_UTF8 = 0x800
_ENCRYPTED = 0x1
_CLUTTER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


class FileRefused(Exception):
    """One file of the archive that is not taken; the message says why."""


@dataclass(frozen=True, slots=True)
class PictureFile:
    """One file in the archive: where it stands by its name, how often its folder had files before it."""

    number: int
    path: str
    position: int
    info: ZipInfo


class Archive:
    """An open archive; files are numbered as people count, always in the same order."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        infos = [info for info in archive.infolist() if not info.is_dir() and not _is_clutter(name_file(info))]
        if len(infos) > MOST_FILES:
            raise TableError(
                _("It holds more than %(most)s files. Split it into several.") % {"most": f"{MOST_FILES:,}"}
            )
        if any(info.flag_bits & _ENCRYPTED for info in infos):
            raise TableError(_("It is locked with a password. Make it anew without one."))
        if sum(info.file_size for info in infos) > _LARGEST_UNPACKED:
            raise TableError(_("Unpacked it would be larger than 1 GB. Split it into several."))
        if not infos:
            raise TableError(_("There is no file in it. Put pictures into it, named by their SKU."))
        by_name = {name_file(info): info for info in infos}
        self.files: list[PictureFile] = []
        positions: dict[str, int] = {}
        for number, path in enumerate(sort_naturally(by_name), start=1):
            folder = path.rpartition("/")[0]
            positions[folder] = positions.get(folder, 0) + 1
            self.files.append(PictureFile(number, path, positions[folder], by_name[path]))

    def read(self, file: PictureFile) -> bytes:
        """The bytes of one file. Raises FileRefused."""
        info = file.info
        if stat.S_ISLNK(info.external_attr >> 16):
            raise FileRefused(_("It is a link to another file. Put the picture itself into the archive."))
        if ".." in file.path.split("/"):
            raise FileRefused(_("Its name leads out of the archive. Pack the pictures anew."))
        limit = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
        if info.file_size > limit:
            raise FileRefused(
                _("This file has %(size)s; at most %(limit)s are allowed. Export it smaller or as WebP.")
                % {"size": filesizeformat(info.file_size), "limit": filesizeformat(limit)}
            )
        if info.file_size > _RATIO_FROM and info.file_size > _MOST_RATIO * max(1, info.compress_size):
            raise FileRefused(_("It is packed in a way that no picture is. Save the picture anew, and pack it again."))
        try:
            with self._archive.open(info) as opened:
                content = opened.read(limit + 1)
        except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise FileRefused(_("It is damaged inside the archive. Pack the pictures anew.")) from error
        if len(content) > limit:
            raise FileRefused(_("It is larger than the archive says. Pack the pictures anew."))
        return content


@contextmanager
def open_archive(content: bytes) -> Iterator[Archive]:
    """The archive in `content`. Raises TableError for what is none, or cannot be taken at all."""
    try:
        archive = ZipFile(BytesIO(content))
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise TableError(_("It is no ZIP archive, or it is damaged. Pack the pictures anew.")) from error
    with archive:
        yield Archive(archive)


def name_file(info: ZipInfo) -> str:
    """The name as its maker saw it. Chinese Windows writes GBK and does not say so."""
    name = info.filename
    if not info.flag_bits & _UTF8:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        for encoding in ("utf-8", "gb18030") if raw else ():
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/").lstrip("/")


def _is_clutter(path: str) -> bool:
    parts = path.split("/")
    return parts[-1].startswith(".") or any(part in _CLUTTER for part in parts)
