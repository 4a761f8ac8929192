"""The search engine for many machines; the only package that imports the Elasticsearch client."""

from search.engines.elasticsearch.engine import ElasticsearchEngine

__all__ = ["ElasticsearchEngine"]
