"""The list of pictures that nobody has described, which are described on the spot, many at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override
from wagtail.admin import messages
from wagtail.models import ReferenceIndex

from cms.media.admin.care import CareView, list_changeable
from cms.media.alternatives import Alternative, list_missing, write_alternatives
from cms.media.models import MediaImage
from cms.media.usage import suggest_names

_PER_PAGE = 24


@dataclass(frozen=True)
class Row:
    """A picture, and what its words might be."""

    image: MediaImage
    suggestion: str
    uses: int


class AltTextsView(CareView):
    """One language at a time; what is left empty stays as it is."""

    template_name = "media/alt_texts.html"
    page_title = gettext_lazy("Pictures without alternative text")
    url_name = "media_alt_texts"

    @property
    def language(self) -> str:
        asked = self.request.GET.get("language", "")
        return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = list_changeable(self.request.user)
        missing = list_missing(mine, self.language).prefetch_renditions("max-165x165")
        page = Paginator(missing, _PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "rows": make_rows(list(page), self.language),
            "languages": [(code, name, code == self.language) for code, name in settings.LANGUAGES],
            "language": self.language,
            "query": f"language={self.language}&",
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        given = {}
        for name in request.POST:
            kind, _dash, key = name.partition("-")
            if kind == "alt" and key.isdecimal():
                text = request.POST[name].strip()
                is_decorative = f"decorative-{key}" in request.POST
                if text or is_decorative:
                    given[int(key)] = Alternative(text, is_decorative)
        changed = write_alternatives(list_changeable(request.user), self.language, given)
        if changed:
            text = ngettext("%(count)d picture described.", "%(count)d pictures described.", changed)
            messages.success(request, text % {"count": changed})
        else:
            messages.warning(request, _("Nothing was written: fill in a text, or say that a picture only decorates."))
        return redirect(f"{reverse(self.url_name)}?language={self.language}")


def make_rows(images: list[MediaImage], language: str) -> list[Row]:
    """With the name of what shows each picture, numbered where several are of one thing."""
    names = suggest_names(MediaImage, [image.pk for image in images], language)
    uses = ReferenceIndex.get_count_references_to_in_bulk(images) if images else {}
    seen: Counter[str] = Counter()
    rows = []
    for image in sorted(images, key=lambda one: one.pk):
        name = names.get(image.pk, "")
        seen[name] += 1
        if name and seen[name] > 1:
            with override(language):
                name = _("%(title)s, picture %(number)d") % {"title": name, "number": seen[name]}
        rows.append(Row(image, name[:255], uses.get(image, 0)))
    return sorted(rows, key=lambda row: -row.image.pk)
