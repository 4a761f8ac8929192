"""POST /uploads/pictures: one picture of a member, made anew. Mutations take the `id` that is answered.

The body is the picture itself (`Content-Type: image/…`), or a form with one file named `picture`, which is all that
some apps can send. The token in the header Authorization is what keeps pages of other sites from acting here.
GET /uploads/pictures/ID shows a picture that not everybody may see to whoever was given the signed address.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import orjson
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from cms.community.models import Upload
from cms.community.uploads.signing import is_proof, make_private_url
from cms.community.uploads.taking import MOST_BYTES, take_picture
from cms.members.refusing import ErasedIdentity
from cms.refusals import Refused
from storefront import rates
from storefront.context import RequestContext
from storefront.errors import Code, RequestError, StorefrontError
from storefront.mutations.permissions import require_contributor
from storefront.previews import Preview
from storefront.rates import Rate
from storefront.view import find_wait, make_context

FILE = "picture"
RATE = Rate(60, per=timedelta(hours=1))
# What a form adds to the file itself.
_SLACK = 16 * 1024
_FORM = "multipart/form-data"


# A page of another site can send a form, but not the token that this asks for.
@csrf_exempt
def serve_uploads(request: HttpRequest) -> HttpResponse:
    """Take one picture."""
    try:
        if request.method != "POST":
            raise RequestError.malformed(Code.METHOD_NOT_ALLOWED, "Send the picture by POST.", status=405)
        context = make_context(request, Preview(timezone.now()))
        require_contributor(context)
        rates.require(context, "UploadPicture", RATE)
        return _answer(describe_upload(keep_picture(context, read_picture(request))), 201)
    except RequestError as error:
        return _answer({"errors": error.errors}, error.status)
    except StorefrontError as error:
        return _answer({"errors": [dict(error.formatted)]}, _STATUS[error.extensions["code"]])  # type: ignore[index]
    except Refused as refused:
        errors = [{"field": one.field, "code": one.code, "message": str(one.message)} for one in refused.refusals]
        return _answer({"userErrors": errors}, 422)


_STATUS = {Code.UNAUTHENTICATED.value: 401, Code.FORBIDDEN.value: 403, Code.RATE_LIMITED.value: 429}


def keep_picture(context: RequestContext, content: bytes) -> Upload:
    """Keep a picture for whoever asks. Raises Refused, its texts in the language of the request."""
    with override(context.locale):
        try:
            member = context.require_member().ensure_member(at=context.at)
            return take_picture(content, member=member, at=context.at)
        except ErasedIdentity:
            raise StorefrontError(
                Code.UNAUTHENTICATED, "This member was erased after the token was issued; get a new one."
            ) from None
        except Refused as refused:
            raise Refused([type(one)(one.code, str(one.message), one.field) for one in refused.refusals]) from None


def describe_upload(upload: Upload) -> dict[str, Any]:
    """What the one who sent it is told."""
    return {
        "id": upload.key,
        "url": make_private_url(upload.key),
        "width": upload.width,
        "height": upload.height,
        "blurhash": upload.blurhash,
    }


def read_picture(request: HttpRequest) -> bytes:
    """The bytes of the picture, never more than may be. Raises RequestError."""
    announced = int(request.META.get("CONTENT_LENGTH") or 0)
    if announced > MOST_BYTES + _SLACK:
        raise _too_large(announced)
    content = _read_form(request) if request.content_type == _FORM else _read_body(request)
    if len(content) > MOST_BYTES:
        raise _too_large(len(content))
    if not content:
        raise RequestError.malformed(Code.BAD_REQUEST, f"The body, or the file {FILE!r} of a form, is empty.")
    return content


def _read_body(request: HttpRequest) -> bytes:
    if not (request.content_type or "").startswith("image/"):
        raise RequestError.malformed(
            Code.UNSUPPORTED_MEDIA_TYPE,
            f"Send the picture as the body with Content-Type: image/…, or {_FORM} with the file {FILE!r}.",
            status=415,
        )
    return request.read(MOST_BYTES + 1)


def _read_form(request: HttpRequest) -> bytes:
    try:
        files = request.FILES.getlist(FILE)
        more = len(request.FILES) > 1 or len(files) > 1
    except (MultiPartParserError, RequestDataTooBig, SuspiciousOperation, BadRequest):
        raise RequestError.malformed(Code.BAD_REQUEST, "The form cannot be read.") from None
    if not files or more:
        raise RequestError.malformed(Code.BAD_REQUEST, f"The form has to hold one file, named {FILE!r}.")
    return files[0].read(MOST_BYTES + 1)


def _too_large(size: int) -> RequestError:
    return RequestError.malformed(
        Code.BODY_TOO_LARGE,
        f"The picture is {size:,} bytes long; {MOST_BYTES:,} are the most.",
        status=413,
        allowed=MOST_BYTES,
    )


def _answer(content: dict[str, Any], status: int) -> HttpResponse:
    response = HttpResponse(orjson.dumps(content), status=status, content_type="application/json; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    if status == 405:
        response["Allow"] = "POST"
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    if wait := find_wait(content):
        response["Retry-After"] = str(wait)
    return response


@require_safe
def show_private_picture(request: HttpRequest, key: str) -> HttpResponse:
    """A picture that not everybody may see, to whoever was given its address not long ago."""
    if not is_proof(key, request.GET.get("proof", "")):
        raise Http404
    upload = Upload.objects.filter(key=key, content__isnull=False).first()
    if upload is None:
        raise Http404
    response = HttpResponse(bytes(upload.content or b""), content_type=upload.content_type)
    response["Cache-Control"] = "private, max-age=600"
    response["Content-Disposition"] = "inline"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    return response
