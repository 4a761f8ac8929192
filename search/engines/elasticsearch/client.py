"""The connection to the cluster, and its failures as errors of an engine."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from elastic_transport import ConnectionError as Unreachable
from elastic_transport import ConnectionTimeout, TlsError, TransportError
from elasticsearch import ApiError, Elasticsearch, OrjsonSerializer, UnsupportedProductError

from cms.settings.cluster import Cluster
from search.engines.base import EngineError, EngineUnavailable

# Statuses of a cluster that is busy or incomplete: later it may do what it cannot do now.
_PASSING = {408, 429, 500, 502, 503, 504}
_RETRIES = 2
# A cluster that did not answer is left alone for so long, so that each shopper does not wait for it anew.
_REST_SECONDS = 2.0
BULK_SECONDS = 60


def connect(cluster: Cluster) -> Elasticsearch:
    """A client; it talks to nobody before it is asked something."""
    options: dict[str, Any] = {}
    if cluster.ca_file:
        options["ca_certs"] = cluster.ca_file
    if cluster.api_key:
        options["api_key"] = cluster.api_key
    elif cluster.user:
        options["basic_auth"] = (cluster.user, cluster.password)
    return Elasticsearch(
        list(cluster.urls),
        request_timeout=cluster.timeout_seconds,
        max_retries=_RETRIES,
        # Another address is tried at once where one does not answer; a slow answer is not asked for again.
        retry_on_timeout=False,
        retry_on_status=(502, 503, 504),
        serializers={"application/json": OrjsonSerializer()},
        **options,
    )


class Breaker:
    """Remembers that the cluster is away, so that what can do without it does not wait for it."""

    def __init__(self, addresses: str) -> None:
        self._addresses = addresses
        self._guard = threading.Lock()
        self._closed_until = 0.0
        self._reason = ""

    def refuse_while_away(self) -> None:
        """Raises EngineUnavailable for a while after the cluster did not answer."""
        with self._guard:
            if time.monotonic() < self._closed_until:
                raise EngineUnavailable(self._reason)

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Turn the client's errors into the engine's."""
        try:
            yield
        except (Unreachable, ConnectionTimeout, TlsError) as error:
            reason = f"Elasticsearch at {self._addresses} does not answer: {_describe(error)}"
            if isinstance(error, TlsError):
                reason += ". ELASTICSEARCH_CA_FILE names the certificate that has signed those of the servers."
            with self._guard:
                self._closed_until, self._reason = time.monotonic() + _REST_SECONDS, reason
            raise EngineUnavailable(reason) from error
        except UnsupportedProductError as error:
            raise EngineUnavailable(
                f"What answers at {self._addresses} is no Elasticsearch of version 8 or 9."
            ) from error
        except (ApiError, TransportError) as error:
            raise _translate(error, self._addresses) from error


def _translate(error: ApiError | TransportError, addresses: str) -> EngineError:
    status = error.meta.status if isinstance(error, ApiError) else 0
    if status in {401, 403}:
        return EngineUnavailable(
            f"Elasticsearch at {addresses} refuses us ({status}: {_describe(error)}). Look at ELASTICSEARCH_API_KEY, or"
            f" ELASTICSEARCH_USER and ELASTICSEARCH_PASSWORD, and at what they may do."
        )
    if status in _PASSING:
        return EngineUnavailable(f"Elasticsearch at {addresses} cannot answer now ({status}): {_describe(error)}")
    return EngineError(f"Elasticsearch at {addresses} failed: {_describe(error)}")


def _describe(error: Exception) -> str:
    return str(error)[:500]
