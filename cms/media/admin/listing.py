"""Wagtail's list of pictures, with filters for what nobody uses and for licences."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.images.views.images import ImagesFilterSet, IndexView

from cms.media.models import MediaImage
from cms.media.rights.checking import SOON
from cms.media.usage import are_live, are_used

USED, LIVE, UNUSED, MONTH, QUARTER = "used", "live", "unused", "unused-30", "unused-90"
EXPIRED, SOON_OVER, NONE = "expired", "soon", "none"
_DAYS = {UNUSED: 0, MONTH: 30, QUARTER: 90}


class PictureFilterSet(ImagesFilterSet):
    usage = django_filters.ChoiceFilter(
        label=_("Usage"),
        choices=[
            (USED, _("used")),
            (LIVE, _("seen by shoppers")),
            (UNUSED, _("unused")),
            (MONTH, _("unused for 30 days")),
            (QUARTER, _("unused for 90 days")),
        ],
        method="filter_usage",
        empty_label=_("All"),
    )
    licence = django_filters.ChoiceFilter(
        label=_("Licence"),
        choices=[(EXPIRED, _("run out")), (SOON_OVER, _("ends within 30 days")), (NONE, _("nothing said"))],
        method="filter_licence",
        empty_label=_("All"),
    )

    def filter_usage(self, images: QuerySet[MediaImage], _name: str, value: str) -> QuerySet[MediaImage]:
        if value == LIVE:
            return self._keep(images, MediaImage.objects.filter(are_live(MediaImage)))
        if value == USED:
            return self._keep(images, MediaImage.objects.filter(are_used(MediaImage)))
        before = timezone.now() - timedelta(days=_DAYS[value])
        return self._keep(images, list_unused(before))

    def filter_licence(self, images: QuerySet[MediaImage], _name: str, value: str) -> QuerySet[MediaImage]:
        day = timezone.localdate()
        condition = {
            EXPIRED: Q(rights__valid_until__lt=day),
            SOON_OVER: Q(rights__valid_until__gte=day, rights__valid_until__lte=day + SOON),
            NONE: Q(rights__isnull=True) | Q(rights__kind=""),
        }[value]
        return self._keep(images, MediaImage.objects.filter(condition))

    @staticmethod
    def _keep(images: QuerySet[MediaImage], wanted: QuerySet[MediaImage]) -> QuerySet[MediaImage]:
        # As a list: the search behind the list filters by the values of columns alone.
        return images.filter(id__in=list(wanted.order_by().values_list("pk", flat=True)))


def list_unused(before: Any) -> QuerySet[MediaImage]:
    """Pictures that nothing has used since `before`, or that came before it and were never used."""
    since = Coalesce(F("last_used_at"), F("created_at"))
    return MediaImage.objects.annotate(_since=since).filter(~are_used(MediaImage), _since__lte=before)


class PictureIndexView(IndexView):
    filterset_class = PictureFilterSet
