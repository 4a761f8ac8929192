"""The engines that answer searches, and which of them this installation has."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from cms.settings.cluster import Cluster
from search.engines.base import Engine

PRODUCTS = "products"
PAGES = "pages"
_KINDS = {PRODUCTS: "product", PAGES: "page"}
_FOLDERS = {PRODUCTS: "index", PAGES: "index-pages"}

EMBEDDED = "embedded"
ELASTICSEARCH = "elasticsearch"


def get_engine(corpus: str = PRODUCTS) -> Engine:
    """The engine that answers: Elasticsearch where the settings name a cluster, else the embedded one."""
    cluster = settings.VITRINE_ENVIRONMENT.elasticsearch
    if not cluster.urls:
        return get_embedded(corpus)
    return _open_elasticsearch(cluster, _KINDS[corpus])


def get_embedded(corpus: str = PRODUCTS) -> Engine:
    """The index in the data folder; beside Elasticsearch it stands in while the cluster is away."""
    return _open_embedded(Path(settings.VITRINE_DATA) / _FOLDERS[corpus])


def find_stand_in(corpus: str = PRODUCTS) -> Engine | None:
    """The embedded index beside a cluster, if there is one that is whole: `search_rebuild` makes it."""
    if list_engines()[0] == EMBEDDED:
        return None
    embedded = get_embedded(corpus)
    return embedded if embedded.describe()["generation"] else None


def list_engines() -> list[str]:
    """The names of the engines this installation has, the one that answers first."""
    has_cluster = bool(settings.VITRINE_ENVIRONMENT.elasticsearch.urls)
    return [ELASTICSEARCH, EMBEDDED] if has_cluster else [EMBEDDED]


def find_engine(name: str, corpus: str = PRODUCTS) -> Engine:
    """An engine of `list_engines` by its name."""
    return get_embedded(corpus) if name == EMBEDDED else get_engine(corpus)


@lru_cache(maxsize=4)
def _open_embedded(path: Path) -> Engine:
    from search.engines.embedded import EmbeddedEngine

    return EmbeddedEngine(path)


@lru_cache(maxsize=4)
def _open_elasticsearch(cluster: Cluster, kind: str) -> Engine:
    """One client, with its connections, for all of the process."""
    from search.engines.elasticsearch import ElasticsearchEngine

    return ElasticsearchEngine(cluster, kind=kind)
