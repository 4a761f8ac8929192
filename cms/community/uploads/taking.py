"""Takes a picture from a member: what is kept is a new one of our making, with nothing of the old file but its look."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image

from cms.community.models import Upload
from cms.community.uploads.settling import UPLOADS
from cms.delivery import outbox
from cms.media.checks import inspect_picture
from cms.media.encoding import PictureUnreadable, decode
from cms.media.formats import SIGNATURE_LENGTH, detect_format
from cms.members.models import Member
from cms.refusals import Refused

MOST_BYTES = 10 * 1024 * 1024
MOST_UNUSED = 30
KEPT_UNUSED = timedelta(days=1)
_FIELD = "picture"


def take_picture(content: bytes, *, member: Member, at: datetime) -> Upload:
    """Keep the picture in `content` for `member` to use within a day. Raises Refused."""
    if len(content) > MOST_BYTES:
        raise Refused.because(
            "BAD_PICTURE",
            _("The picture is larger than %(limit)s. Make it smaller.") % {"limit": filesizeformat(MOST_BYTES)},
            field=_FIELD,
        )
    if Upload.objects.filter(member=member, used_for="").count() >= MOST_UNUSED:
        raise Refused.because(
            "TOO_MANY",
            _("You have many pictures that nothing shows yet. Post some first, or wait until tomorrow."),
            field=_FIELD,
        )
    placeholder = _check(content)
    picture = _decode(content)
    made, content_type = _encode(picture)
    upload = Upload.objects.create(
        member=member,
        content=made,
        content_type=content_type,
        width=picture.width,
        height=picture.height,
        byte_size=len(made),
        blurhash=placeholder,
        created_at=at,
    )
    outbox.enqueue(UPLOADS, [upload.key], available_at=at + KEPT_UNUSED)
    return upload


def _check(content: bytes) -> str:
    """The blur of the picture, which has been checked as every picture is."""
    found = detect_format(content[:SIGNATURE_LENGTH])
    try:
        return inspect_picture(io.BytesIO(content), name=f"picture.{found.extensions[0] if found else ''}").placeholder
    except ValidationError as error:
        raise Refused.because("BAD_PICTURE", " ".join(error.messages), field=_FIELD) from None


def _decode(content: bytes) -> Image.Image:
    try:
        picture = decode(io.BytesIO(content))
    except PictureUnreadable:
        raise Refused.because(
            "BAD_PICTURE", _("The picture is damaged. Export it again and send that."), field=_FIELD
        ) from None
    if picture is None:
        raise Refused.because("BAD_PICTURE", _("Moving pictures are not taken. Send a still one."), field=_FIELD)
    return picture


def _encode(picture: Image.Image) -> tuple[bytes, str]:
    bare = picture.copy()
    bare.info = {}
    output = io.BytesIO()
    if bare.mode == "RGBA":
        bare.save(output, format="WEBP", quality=85, method=2)
        return output.getvalue(), "image/webp"
    bare.save(output, format="JPEG", quality=86, progressive=True, optimize=True)
    return output.getvalue(), "image/jpeg"
