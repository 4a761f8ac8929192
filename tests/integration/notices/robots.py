"""Robots as their makers run them: each checks what it is sent by its documentation's rules, and answers in JSON."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

SECRETS = {"wecom": "", "dingtalk": "SEC000aaa", "feishu": "fei-secret", "webhook": "whsec_" + "YWJj" * 8}
_HOUR = 3600


@dataclass
class Robot:
    """`refuses` is what it says of everything; `status` what it answers with."""

    format: str
    port: int = 0
    status: int = 200
    refuses: str = ""
    seen: list[dict[str, Any]] = field(default_factory=list)
    attempts: int = 0

    @property
    def url(self) -> str:
        key = {"wecom": "/cgi-bin/webhook/send?key=k-1", "dingtalk": "/robot/send?access_token=t-1"}
        return f"http://127.0.0.1:{self.port}{key.get(self.format, '/hook/h-1')}"

    @property
    def secret(self) -> str:
        return SECRETS[self.format]

    def judge(self, path: str, headers: dict[str, str], content: bytes) -> dict[str, Any]:
        """The answer; what is rightly signed and shaped is kept."""
        self.attempts += 1
        query = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        body = json.loads(content)
        ok, refused = getattr(self, f"_judge_{self.format}")(query, headers, body, content)
        if refused or self.refuses:
            return refused or self._refuse(40001, self.refuses)
        self.seen.append(body)
        return ok

    def _refuse(self, code: int, words: str) -> dict[str, Any]:
        named = {"errcode": code, "errmsg": words} if self.format in ("wecom", "dingtalk") else {}
        return named or {"code": code, "msg": words, "data": {}}

    def _judge_wecom(self, query: dict[str, str], headers: Any, body: Any, content: bytes) -> Any:
        if query.get("key") != "k-1":
            return None, self._refuse(93000, "invalid webhook url")
        if body["msgtype"] != "markdown" or len(body["markdown"]["content"].encode()) > 4096:
            return None, self._refuse(40058, "markdown.content exceed max length")
        return {"errcode": 0, "errmsg": "ok"}, None

    def _judge_dingtalk(self, query: dict[str, str], headers: Any, body: Any, content: bytes) -> Any:
        timestamp = query.get("timestamp", "0")
        key = self.secret.encode()
        right = base64.b64encode(hmac.new(key, f"{timestamp}\n{self.secret}".encode(), hashlib.sha256).digest())
        if query.get("access_token") != "t-1":
            return None, self._refuse(300005, "token is not exist")
        if abs(time.time() - int(timestamp) / 1000) > _HOUR or query.get("sign") != right.decode():
            return None, self._refuse(310000, "sign not match")
        assert body["msgtype"] == "markdown"
        assert set(body["markdown"]) == {"title", "text"}
        return {"errcode": 0, "errmsg": "ok"}, None

    def _judge_feishu(self, query: dict[str, str], headers: Any, body: Any, content: bytes) -> Any:
        timestamp = body.get("timestamp", "0")
        key = f"{timestamp}\n{self.secret}".encode()
        right = base64.b64encode(hmac.new(key, b"", hashlib.sha256).digest()).decode()
        if abs(time.time() - int(timestamp)) > _HOUR or body.get("sign") != right:
            return None, self._refuse(19021, "sign match fail or timestamp is not within one hour")
        assert body["msg_type"] == "post"
        return {"code": 0, "msg": "success", "data": {}}, None

    def _judge_webhook(self, query: dict[str, str], headers: dict[str, str], body: Any, content: bytes) -> Any:
        try:
            Webhook(self.secret).verify(content, headers)
        except WebhookVerificationError as error:
            self.status = 401
            return None, {"error": str(error)}
        return {}, None


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        robot: Robot = self.server.robot  # type: ignore[attr-defined]
        content = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = json.dumps(robot.judge(self.path, headers, content)).encode()
        self.send_response(robot.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args: Any) -> None:
        pass


@contextmanager
def run_robot(format: str, **options: Any) -> Iterator[Robot]:
    """A robot of that format, listening on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    robot = Robot(format, port=server.server_port, **options)
    server.robot = robot  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield robot
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
