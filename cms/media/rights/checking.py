"""Looks at the licences of what is about to be published, in one query; what is live already stays live."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.delivery.problems import ERROR, WARNING, Problem
from cms.media.models import KINDS_OF_FILES, UsageRights
from cms.media.usage import list_files

SOON = timedelta(days=30)


def check_rights(source: Any, *, at: datetime) -> Sequence[Problem]:
    """Files in `source` that may not be used at `at`, or not for long any more."""
    kinds = {UsageRights._meta.get_field(kind).related_model: kind for kind in KINDS_OF_FILES}
    places: dict[tuple[str, int], tuple[str, str]] = {}
    for model, pk, field, block in list_files(source):
        if model in kinds:
            places.setdefault((kinds[model], pk), (field, block))
    if not places:
        return []
    day = timezone.localdate(at)
    about = Q(pk__in=[])
    for kind in KINDS_OF_FILES:
        ids = [pk for one, pk in places if one == kind]
        if ids:
            about |= Q(**{f"{kind}__in": ids})
    ending = Q(valid_until__lte=day + SOON) | Q(valid_from__gt=day)
    found = UsageRights.objects.filter(about & ending).select_related(*KINDS_OF_FILES).order_by("pk")
    return [problem for rights in found for problem in _describe(rights, source, places, day)]


def _describe(
    rights: UsageRights, source: Any, places: dict[tuple[str, int], tuple[str, str]], day: date
) -> Iterator[Problem]:
    kind = rights.target_kind
    field, block = places[kind, rights.target.pk]
    level = ERROR if settings.MEDIA_EXPIRED_BLOCKS else WARNING
    name = {"title": rights.target.title}
    place = _name_field(source, field)
    if rights.is_over(day):
        text = _("The licence of “%(title)s” ran out on %(day)s; renew it, or use another file.")
        yield Problem(level, place, text % {**name, "day": _write_day(rights.valid_until)}, block=block, field=field)
    elif rights.is_early(day):
        text = _("“%(title)s” may not be used before %(day)s; publish later, or use another file.")
        yield Problem(level, place, text % {**name, "day": _write_day(rights.valid_from)}, block=block, field=field)
    else:
        text = _("The licence of “%(title)s” ends on %(day)s; renew it, or plan another file.")
        yield Problem(WARNING, place, text % {**name, "day": _write_day(rights.valid_until)}, block=block, field=field)


def _write_day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""


def _name_field(source: Any, name: str) -> str:
    try:
        label = source._meta.get_field(name).verbose_name if name else _("pictures")
    except (FieldDoesNotExist, AttributeError):
        label = _("pictures")
    return capfirst(str(label))
