"""What works on one cluster together: the connection, the indices, their states, the writer."""

from __future__ import annotations

from dataclasses import dataclass

from elasticsearch import Elasticsearch

from cms.settings.cluster import Cluster
from search.engines.elasticsearch.client import Breaker, connect
from search.engines.elasticsearch.indices import Indices
from search.engines.elasticsearch.states import States
from search.engines.elasticsearch.writing import Bulk


@dataclass(frozen=True, slots=True)
class Parts:
    client: Elasticsearch
    breaker: Breaker
    indices: Indices
    states: States
    bulk: Bulk

    @classmethod
    def open(cls, cluster: Cluster, kind: str, *, refresh: bool) -> Parts:
        client = connect(cluster)
        breaker = Breaker(", ".join(cluster.urls))
        indices = Indices(client, breaker, cluster, kind)
        states = States(client, breaker, indices)
        return cls(client, breaker, indices, states, Bulk(client, breaker, refresh=refresh))
