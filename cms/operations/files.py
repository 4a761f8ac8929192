from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.static import serve


def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture from the media folder. With STORAGE_URL set, pictures have addresses of their own instead.

    The folder is asked for at each request, so that tests can have one each.
    """
    return serve(request, path, document_root=str(settings.MEDIA_ROOT))
