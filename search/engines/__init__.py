"""The engines that answer searches, and which of them this installation has."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from search.engines.base import Engine


def get_engine() -> Engine:
    """The engine the settings name. Raises ImproperlyConfigured for one that this version does not have."""
    if settings.VITRINE_ENVIRONMENT.elasticsearch_urls:
        raise ImproperlyConfigured(explain_elasticsearch())
    return _open_embedded(Path(settings.VITRINE_DATA) / "index")


def explain_elasticsearch() -> str:
    """Why ELASTICSEARCH_URL cannot be set."""
    return _("ELASTICSEARCH_URL is set, but this version answers searches from the embedded engine only.")


@lru_cache(maxsize=4)
def _open_embedded(path: Path) -> Engine:
    from search.engines.embedded import EmbeddedEngine

    return EmbeddedEngine(path)
