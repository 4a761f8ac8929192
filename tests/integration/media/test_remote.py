"""Pictures fetched from elsewhere: nothing is believed."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from PIL import Image

from cms.media.remote import MAX_REDIRECTS, RemoteImageError, fetch_image
from tests.pictures import make_photo, make_png_header, save

JPEG = save(make_photo(200, 100))


class Handler(BaseHTTPRequestHandler):
    """Answers by path; `server.seen` holds the headers of each request."""

    def do_GET(self) -> None:
        self.server.seen.append((self.path, dict(self.headers)))  # type: ignore[attr-defined]
        getattr(self, f"answer_{self.path.strip('/').partition('?')[0].partition('/')[0].replace('-', '_')}")()

    def send(self, content: bytes, kind: str | None = "image/jpeg", *, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        if kind is not None:
            self.send_header("Content-Type", kind)
        for name, value in {"Content_Length": str(len(content)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def answer_good(self) -> None:
        self.send(JPEG)

    def answer_untyped(self) -> None:
        self.send(JPEG, None)

    def answer_page(self) -> None:
        self.send(b"<html>", "text/html; charset=utf-8")

    def answer_liar(self) -> None:
        self.send(b"<html>not a picture</html>")

    def answer_svg(self) -> None:
        self.send(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml")

    def answer_huge(self) -> None:
        self.send(make_png_header(10_000, 10_000), "image/png")

    def answer_cut(self) -> None:
        self.send(JPEG[:-1000])

    def answer_webp(self) -> None:
        self.send(save(Image.new("RGB", (20, 10)), "WEBP"), "application/octet-stream")

    def answer_missing(self) -> None:
        self.send(b"", status=404)

    def answer_busy(self) -> None:
        self.send(b"", status=503)

    def answer_packed(self) -> None:
        self.send(JPEG, Content_Encoding="gzip")

    def answer_large(self) -> None:
        self.send(b"x" * 50_000)

    def answer_announced(self) -> None:
        self.send(b"", Content_Length=str(10**12))

    def answer_endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "image/jpeg")
        self.end_headers()
        try:
            for _second in range(100):
                self.wfile.write(b"x" * 10_000)
        except OSError:
            pass

    def answer_short(self) -> None:
        self.send(JPEG[:300], Content_Length=str(len(JPEG)))

    def answer_drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "image/jpeg")
        self.end_headers()
        self.drip()

    def answer_drip_header(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self.drip()

    def drip(self) -> None:
        try:
            for _tenth in range(100):
                self.wfile.write(b"x")
                time.sleep(0.1)
        except OSError:
            pass

    def answer_nonsense(self) -> None:
        self.wfile.write(b"HELLO\r\n\r\n")

    def answer_moved(self) -> None:
        self.send(b"", status=302, Location="good/tea.jpg?size=2")

    def answer_loop(self) -> None:
        self.send(b"", status=301, Location="/loop")

    def answer_to(self) -> None:
        self.send(b"", status=307, Location=self.path.partition("?")[2])

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.seen = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def fetch(server: ThreadingHTTPServer, path: str, **options: Any) -> tuple[bytes, str]:
    return fetch_image(f"http://127.0.0.1:{server.server_port}/{path}", allow_private=True, **options)


def fail(server: ThreadingHTTPServer, path: str, **options: Any) -> RemoteImageError:
    with pytest.raises(RemoteImageError) as refusal:
        fetch(server, path, **options)
    return refusal.value


def test_a_picture(server: Any) -> None:
    assert fetch(server, "good/%E8%93%9D%20tea.jpeg?size=3") == (JPEG, "蓝-tea.jpg")
    path, headers = server.seen[0]
    assert path == "/good/%E8%93%9D%20tea.jpeg?size=3"
    assert headers["Host"] == f"127.0.0.1:{server.server_port}"
    assert headers["Accept-Encoding"] == "identity"
    assert headers["User-Agent"].startswith("Vitrine/")


def test_the_name_follows_the_content(server: Any) -> None:
    assert fetch(server, "untyped/photo.php?id=3") == (JPEG, "photo.jpg")
    assert fetch(server, "untyped/") == (JPEG, "untyped.jpg")
    assert fetch(server, "webp/a.jpg")[1] == "a.webp"


def test_a_redirect_is_followed(server: Any) -> None:
    assert fetch(server, "moved") == (JPEG, "tea.jpg")
    assert [path for path, _headers in server.seen] == ["/moved", "/good/tea.jpg?size=2"]


def test_redirects_end(server: Any) -> None:
    assert fail(server, "loop").code == "too_many_redirects"
    assert len(server.seen) == MAX_REDIRECTS + 1


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/a.jpg", "http://u:p@127.0.0.1/a.jpg"])
def test_a_redirect_is_checked_like_an_address(server: Any, target: str) -> None:
    assert fail(server, f"to?{target}").code in {"scheme", "credentials"}
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    ("path", "code", "is_temporary", "reason"),
    [
        ("page", "content_type", False, "The server sent text/html where a picture was expected."),
        ("liar/a.jpg", "invalid_image", False, "This file is not a picture"),
        ("svg/a.svg", "svg", False, "SVG drawings are not taken"),
        ("huge/a.png", "file_too_many_pixels", False, "10000 × 10000 pixels"),
        ("cut/a.jpg", "broken_image", False, "damaged"),
        ("missing", "status", False, "The server answered 404 Not Found."),
        ("busy", "status", True, "The server answered 503 Service Unavailable."),
        ("packed", "content_encoding", False, "packed the picture as gzip"),
        ("short", "connection", True, "The connection failed"),
        ("nonsense", "connection", True, "The connection failed"),
    ],
)
def test_refused(server: Any, settings: Any, path: str, code: str, is_temporary: bool, reason: str) -> None:
    from django.utils import translation

    with translation.override("en"):
        error = fail(server, path)
    assert (error.code, error.is_temporary) == (code, is_temporary)
    assert reason in error.reason


@pytest.mark.parametrize("path", ["large", "announced", "endless"])
def test_the_size_limit_holds_while_reading(server: Any, settings: Any, path: str) -> None:
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20_000
    error = fail(server, path)
    assert (error.code, error.is_temporary) == ("file_too_large", False)


@pytest.mark.parametrize("path", ["drip", "drip-header"])
def test_the_time_is_for_everything_together(server: Any, path: str) -> None:
    started = time.monotonic()
    error = fail(server, path, seconds=0.5)
    assert (error.code, error.is_temporary) == ("timeout", True)
    assert time.monotonic() - started < 3


def test_our_own_network_is_closed(server: Any) -> None:
    for host in ("127.0.0.1", "localhost"):
        with pytest.raises(RemoteImageError) as refusal:
            fetch_image(f"http://{host}:{server.server_port}/good/a.jpg")
        assert refusal.value.code == "private"
    assert server.seen == []


def test_a_name_is_looked_up_once(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS that answers differently the second time never gets a second time."""
    answers = ["127.0.0.1", "10.9.9.9"]
    asked = []

    def getaddrinfo(host: str, port: int, *args: Any, **kwargs: Any) -> list[Any]:
        if host.replace(".", "").isdigit():
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers.pop(0), port))]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    content, _name = fetch_image(f"http://pictures.example:{server.server_port}/good/a.jpg", allow_private=True)
    assert content == JPEG
    assert asked == ["pictures.example"]
    assert server.seen[0][1]["Host"] == f"pictures.example:{server.server_port}"


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(RemoteImageError) as refusal:
        fetch_image(f"http://127.0.0.1:{port}/a.jpg", allow_private=True)
    assert (refusal.value.code, refusal.value.is_temporary) == ("connection", True)
