"""System checks of the search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.utils.translation import gettext as _

from search.engines import explain_elasticsearch


@checks.register("search")
def check_engine(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """ELASTICSEARCH_URL has to wait for the version that can use it."""
    if not settings.VITRINE_ENVIRONMENT.elasticsearch_urls:
        return []
    hint = _("Leave ELASTICSEARCH_URL out: the embedded engine needs no server.")
    return [checks.Error(explain_elasticsearch(), hint=hint, id="search.E001")]
