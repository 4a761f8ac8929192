"""Receivers on this machine, and documents to hear of."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.utils import timezone

from cms.delivery.models import DeliveryDocument
from cms.delivery.webhooks.models import WebhookEndpoint


@dataclass
class Receiver:
    """Answers every POST with `status`, after `seconds`; keeps what came."""

    status: int = 204
    seconds: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)
    seen: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        receiver: Receiver = self.server.receiver  # type: ignore[attr-defined]
        content = self.rfile.read(int(self.headers["Content-Length"]))
        receiver.seen.append(({name.lower(): value for name, value in self.headers.items()}, content))
        time.sleep(receiver.seconds)
        try:
            self.send_response(receiver.status)
            for name, value in receiver.headers.items():
                self.send_header(name, value)
            self.end_headers()
        except OSError:
            pass

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def make_receiver() -> Iterator[Callable[..., Receiver]]:
    running: list[tuple[ThreadingHTTPServer, threading.Thread]] = []

    def make(**options: Any) -> Receiver:
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        receiver = Receiver(port=server.server_port, **options)
        server.receiver = receiver  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        running.append((server, thread))
        return receiver

    yield make
    for server, thread in running:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(autouse=True)
def near_receivers(settings: Any) -> None:
    settings.VITRINE_WEBHOOK_PRIVATE_ADDRESSES = True


@pytest.fixture
def make_endpoint(db: None) -> Callable[..., WebhookEndpoint]:
    def make(receiver: Receiver | None = None, **fields: Any) -> WebhookEndpoint:
        url = "https://shop.example/hook" if receiver is None else receiver.url
        return WebhookEndpoint.objects.create(**{"name": f"Shop {url}", "url": url, **fields})

    return make


@pytest.fixture
def store_document(db: None) -> Callable[..., DeliveryDocument]:
    """Serve something under a key, in place of what was served."""

    def store(key: str, content_hash: str, *, kind: str = "product", locale: str = "en") -> DeliveryDocument:
        now = timezone.now()
        DeliveryDocument.objects.filter(kind=kind, key=key, locale=locale).delete()
        return DeliveryDocument.objects.create(
            kind=kind,
            key=key,
            locale=locale,
            slug=key,
            live_from=now,
            source_id=1,
            body="{}",
            content_hash=content_hash,
            rendered_at=now,
        )

    return store
