from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.static import serve

_ONE_DAY = 86_400


def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture from the media folder. With STORAGE_URL set, pictures have addresses of their own instead.

    The folder is asked for at each request, so that tests can have one each.
    """
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    # A file that is replaced gets another name, and the old one stays for a day.
    patch_cache_control(response, public=True, max_age=_ONE_DAY)
    return response
