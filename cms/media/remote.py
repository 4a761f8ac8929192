"""Fetches a picture from an address somebody else gave us, and trusts neither the address nor what comes."""

from __future__ import annotations

import http.client
import io
import re
import ssl
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from cms.media.checks import inspect_picture
from cms.media.formats import SIGNATURE_LENGTH, detect_format
from cms.outbound.addresses import AddressRefused, resolve
from cms.outbound.connection import Deadline, read_limited, request

MAX_REDIRECTS = 4
SECONDS = 20.0
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_UNTYPED = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_HEADERS = {"User-Agent": "Vitrine/1 (picture import)", "Accept": "image/avif,image/webp,image/*;q=0.9"}
_LARGEST = 50 * 1024 * 1024


class RemoteImageError(Exception):
    """Why a picture could not be fetched. `is_temporary`: trying again later may help."""

    def __init__(self, reason: Any, *, code: str, is_temporary: bool = False) -> None:
        super().__init__(str(reason))
        self.reason = str(reason)
        self.code = code
        self.is_temporary = is_temporary


def fetch_image(url: str, *, seconds: float = SECONDS, allow_private: bool = False) -> tuple[bytes, str]:
    """The picture at `url`, checked like an upload, and a file name for it. Raises RemoteImageError.

    `seconds` are for everything together, redirects included. `allow_private` lets the request go to addresses of
    our own network; tests use it.
    """
    deadline = Deadline(seconds)
    for _attempt in range(MAX_REDIRECTS + 1):
        content, next_url = _fetch_once(url, deadline, allow_private=allow_private)
        if next_url is None:
            return content, _check_content(content, url)
        url = next_url
    raise RemoteImageError(
        _("It redirects more than %(count)s times.") % {"count": MAX_REDIRECTS}, code="too_many_redirects"
    )


def _fetch_once(url: str, deadline: Deadline, *, allow_private: bool) -> tuple[bytes, str | None]:
    try:
        target = resolve(url, allow_private=allow_private)
        with request(target, method="GET", headers=_HEADERS, deadline=deadline) as response:
            if response.status in _REDIRECTS and response.getheader("Location"):
                return b"", urljoin(url, response.getheader("Location"))
            return _read_picture(response), None
    except AddressRefused as error:
        raise RemoteImageError(error, code=error.code, is_temporary=error.code == "unknown_host") from error
    except TimeoutError as error:
        raise RemoteImageError(_("The server took too long."), code="timeout", is_temporary=True) from error
    except ssl.SSLCertVerificationError as error:
        reason = _("The server's certificate is not valid: %(reason)s") % {"reason": error.verify_message}
        raise RemoteImageError(reason, code="certificate") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = _("The connection failed: %(reason)s") % {"reason": str(error) or type(error).__name__}
        raise RemoteImageError(reason, code="connection", is_temporary=True) from error


def _read_picture(response: http.client.HTTPResponse) -> bytes:
    if response.status != 200:
        raise RemoteImageError(
            _("The server answered %(status)s %(reason)s.") % {"status": response.status, "reason": response.reason},
            code="status",
            is_temporary=response.status >= 500 or response.status in {408, 425, 429},
        )
    kind = (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()
    if not kind.startswith("image/") and kind not in _UNTYPED:
        raise RemoteImageError(
            _("The server sent %(kind)s where a picture was expected.") % {"kind": kind}, code="content_type"
        )
    encoding = (response.getheader("Content-Encoding") or "identity").lower()
    if encoding != "identity":
        raise RemoteImageError(
            _("The server packed the picture as %(encoding)s, which was not asked for.") % {"encoding": encoding},
            code="content_encoding",
        )
    limit = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE or _LARGEST
    announced = response.getheader("Content-Length") or ""
    content = None if announced.isdigit() and int(announced) > limit else read_limited(response, limit)
    if content is None:
        raise RemoteImageError(
            _("The picture is larger than %(limit)s.") % {"limit": filesizeformat(limit)}, code="file_too_large"
        )
    return content


def _check_content(content: bytes, url: str) -> str:
    """The name to store `content` under, its ending as its content has it."""
    name = _name_file(url, content)
    try:
        inspect_picture(io.BytesIO(content), name=name)
    except ValidationError as error:
        raise RemoteImageError(" ".join(error.messages), code=error.code or "invalid_image") from error
    return name


def _name_file(url: str, content: bytes) -> str:
    path = PurePosixPath(unquote(urlsplit(url).path))
    stem = re.sub(r"[^\w.-]+", "-", path.stem).strip("-.")[:60] or "picture"
    found = detect_format(content[:SIGNATURE_LENGTH])
    return f"{stem}.{found.extensions[0]}" if found else f"{stem}{path.suffix[:8].lower()}"
