"""Our indices in the cluster: versioned, behind aliases, made from a template.

PREFIX-product               the alias of the index that serves; changes are written through it (pages: PREFIX-page)
PREFIX-product-zh-hans, …    the same, narrowed to what is found in one locale
PREFIX-product-v000003       an index; its mapping's _meta says which schema and which count of tokens it has
PREFIX-product-changes       while a rebuild is under way: the keys that changed meanwhile
PREFIX-product-state         counts of tokens and vocabulary of each index, the rebuild under way
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.dsl import ComposableIndexTemplate, Index, Keyword, Mapping

from cms.settings.cluster import Cluster
from search.engines.elasticsearch.client import Breaker
from search.engines.elasticsearch.mapping import build_mapping
from search.engines.fields import SCHEMA_VERSION

_PRIORITY = 500
# An explicit interval: otherwise an index that nobody has asked for a while is refreshed by the next shopper.
_REFRESH = "500ms"


@dataclass(frozen=True, slots=True)
class Place:
    """Where products are served from; `index` "" is nowhere yet. `notes` is "" unless changes are to be noted."""

    index: str = ""
    schema: int = SCHEMA_VERSION
    version: int = 0
    locales: frozenset[str] = frozenset()
    notes: str = ""


class Indices:
    """Finds, makes, swaps and removes them."""

    def __init__(self, client: Elasticsearch, breaker: Breaker, cluster: Cluster, kind: str) -> None:
        self._client = client
        self._breaker = breaker
        self._cluster = cluster
        self.alias = f"{cluster.prefix}-{kind}"
        self.notes = f"{self.alias}-changes"
        self.state = f"{self.alias}-state"

    def locate(self) -> Place:
        """As it is now; one look at the cluster's state, no document is read."""
        with self._breaker.guard():
            found = self._client.indices.get(
                index=[self.alias, self.notes],
                ignore_unavailable=True,
                filter_path=["*.aliases", "*.mappings._meta"],
            ).body
        notes = next((name for name, content in found.items() if self.notes in content.get("aliases", {})), "")
        for name, content in found.items():
            aliases = content.get("aliases", {})
            if self.alias in aliases:
                meta = content["mappings"]["_meta"]
                locales = frozenset(each.removeprefix(f"{self.alias}-") for each in aliases if each != self.alias)
                return Place(name, meta["schema"], meta["version"], locales, notes)
        return Place(notes=notes)

    def list_all(self) -> list[str]:
        """Every index of this kind, whether it serves or not."""
        with self._breaker.guard():
            return sorted(self._client.indices.get(index=f"{self.alias}-v*", filter_path="*.aliases").body)

    def create(self, name: str, *, version: int, aliases: Iterable[str] = ()) -> None:
        """Make an index; where another process was quicker it stays as it is."""
        self._put_template()
        index = Index(name, using=self._client)
        mapping = Mapping()
        mapping.meta("_meta", {"schema": SCHEMA_VERSION, "version": version})
        index.mapping(mapping)
        index.aliases(**{alias: {} for alias in aliases})
        with self._breaker.guard():
            self._client.options(ignore_status=400).indices.create(index=name, **index.to_dict())

    def name_next(self) -> str:
        numbers = [int(name.rpartition("-v")[2]) for name in self.list_all()]
        return f"{self.alias}-v{max(numbers, default=0) + 1:06d}"

    def set_version(self, name: str, version: int) -> None:
        """From now on the index is read with this count of tokens."""
        with self._breaker.guard():
            self._client.indices.put_mapping(index=name, meta={"schema": SCHEMA_VERSION, "version": version})

    def add_locales(self, place: Place, locales: Iterable[str]) -> None:
        new = sorted(set(locales) - place.locales)
        if new:
            self._change_aliases([self._describe_alias(place.index, locale) for locale in new])

    def swap(self, old: Place, name: str, locales: Iterable[str]) -> None:
        """From now on `name` serves: every alias moves in one step."""
        actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": self.alias}}]
        actions += [self._describe_alias(name, locale) for locale in sorted({*locales, *old.locales})]
        if old.index:
            aliases = [self.alias, *(f"{self.alias}-{locale}" for locale in sorted(old.locales))]
            actions.append({"remove": {"index": old.index, "aliases": aliases}})
        self._change_aliases(actions)

    def remove(self, names: Iterable[str]) -> None:
        wanted = list(names)
        if wanted:
            with self._breaker.guard():
                self._client.indices.delete(index=wanted, ignore_unavailable=True)

    def create_notes(self, name: str) -> None:
        """Where changes are noted; an alias, so that a note which comes too late makes no index of its own."""
        mapping = Mapping().meta("dynamic", "strict").field("key", Keyword())
        self._create_small(name, mapping, alias=self.notes)

    def create_state(self) -> None:
        mapping = Mapping().meta("dynamic", "strict").field("index", Keyword())
        mapping.field("content", Keyword(index=False, doc_values=False))
        self._create_small(self.state, mapping)

    def _create_small(self, name: str, mapping: Mapping, *, alias: str = "") -> None:
        index = Index(name, using=self._client)
        index.settings(number_of_shards=1, number_of_replicas=self._cluster.replicas)
        index.mapping(mapping)
        if alias:
            index.aliases(**{alias: {}})
        with self._breaker.guard():
            self._client.options(ignore_status=400).indices.create(index=name, **index.to_dict())

    def _put_template(self) -> None:
        template = ComposableIndexTemplate(self.alias, f"{self.alias}-v*", priority=_PRIORITY)
        template.settings(
            number_of_shards=self._cluster.shards,
            number_of_replicas=self._cluster.replicas,
            refresh_interval=_REFRESH,
        )
        template.mapping(build_mapping())
        with self._breaker.guard():
            template.save(using=self._client)

    def _describe_alias(self, index: str, locale: str) -> dict[str, Any]:
        found = {"term": {"serves": locale}}
        return {"add": {"index": index, "alias": f"{self.alias}-{locale}", "filter": found}}

    def _change_aliases(self, actions: list[dict[str, Any]]) -> None:
        with self._breaker.guard():
            self._client.indices.update_aliases(actions=actions)
