"""The engines that answer searches, and which of them this installation has."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from cms.settings.cluster import Cluster
from search.engines.base import Engine

EMBEDDED = "embedded"
ELASTICSEARCH = "elasticsearch"


def get_engine() -> Engine:
    """The engine that answers: Elasticsearch where the settings name a cluster, else the embedded one."""
    cluster = settings.VITRINE_ENVIRONMENT.elasticsearch
    return _open_elasticsearch(cluster) if cluster.urls else get_embedded()


def get_embedded() -> Engine:
    """The index in the data folder; beside Elasticsearch it stands in while the cluster is away."""
    return _open_embedded(Path(settings.VITRINE_DATA) / "index")


def find_stand_in() -> Engine | None:
    """The embedded index beside a cluster, if there is one that is whole: `search_rebuild` makes it."""
    if list_engines()[0] == EMBEDDED:
        return None
    embedded = get_embedded()
    return embedded if embedded.describe()["generation"] else None


def list_engines() -> list[str]:
    """The names of the engines this installation has, the one that answers first."""
    has_cluster = bool(settings.VITRINE_ENVIRONMENT.elasticsearch.urls)
    return [ELASTICSEARCH, EMBEDDED] if has_cluster else [EMBEDDED]


def find_engine(name: str) -> Engine:
    """An engine of `list_engines` by its name."""
    return get_embedded() if name == EMBEDDED else get_engine()


@lru_cache(maxsize=4)
def _open_embedded(path: Path) -> Engine:
    from search.engines.embedded import EmbeddedEngine

    return EmbeddedEngine(path)


@lru_cache(maxsize=4)
def _open_elasticsearch(cluster: Cluster) -> Engine:
    """One client, with its connections, for all of the process."""
    from search.engines.elasticsearch import ElasticsearchEngine

    return ElasticsearchEngine(cluster)
