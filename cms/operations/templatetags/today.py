"""How long something has waited, and when something is due, in a few words."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import template
from django.utils.dateformat import time_format
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

register = template.Library()

_MOMENT = timedelta(minutes=1)


@register.simple_tag
def tell_age(since: datetime, at: datetime) -> str:
    """ "2 hours ago", "3 days ago" """
    if at - since < _MOMENT:
        return _("just now")
    return _("%(time)s ago") % {"time": timesince(since, at, depth=1)}


@register.simple_tag
def tell_due(due: datetime, at: datetime) -> str:
    """ "today 20:00", "tomorrow 00:00", "2 hours late" """
    if due <= at:
        return _("%(time)s late") % {"time": timesince(due, at, depth=1)}
    days = (localtime(due).date() - localtime(at).date()).days
    time = time_format(localtime(due), "H:i")
    if days == 0:
        return _("today %(time)s") % {"time": time}
    if days == 1:
        return _("tomorrow %(time)s") % {"time": time}
    return f"{date_format(localtime(due), 'MONTH_DAY_FORMAT')} {time}"
