"""System checks of the search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext as _

from search.engines import ELASTICSEARCH, get_engine, list_engines
from search.engines.base import EngineError, EngineUnavailable


@checks.register("search", deploy=True)
def check_engine(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Whether the cluster answers, lets us in, and has an index that this version reads.

    Only with `check --deploy`: whoever starts while the cluster is away answers from the embedded index meanwhile.
    """
    if list_engines()[0] != ELASTICSEARCH:
        return []
    try:
        found = get_engine().describe()
    except EngineUnavailable as error:
        hint = _("Look at ELASTICSEARCH_URL and the variables beside it, and at the cluster itself.")
        return [checks.Error(str(error), hint=hint, id="search.E001")]
    except EngineError as error:
        return [checks.Error(str(error), id="search.E001")]
    if found["generation"] is None:
        hint = _("Run manage.py search_rebuild.")
        return [checks.Warning(_("The cluster has no index of this shop yet."), hint=hint, id="search.W001")]
    return []
