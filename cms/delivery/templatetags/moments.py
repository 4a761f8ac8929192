"""Moments in the admin's templates, as its lists write them."""

from __future__ import annotations

from django import template

from cms.moments import write_moment

register = template.Library()
register.filter("moment", write_moment)
