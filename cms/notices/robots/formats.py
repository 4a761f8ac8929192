"""PURE. What each robot takes, how it wants it signed, and what it answers where it refuses.

As their makers describe them:

- 企业微信 (WeCom): "群机器人配置说明", developer.work.weixin.qq.com/document/path/91770. The address holds the key; an
  answer has `errcode` and `errmsg`.
- 钉钉 (DingTalk): "自定义机器人安全设置", open.dingtalk.com/document/robots/customize-robot-security-settings. The
  address gets `timestamp` in milliseconds and `sign`, the HMAC-SHA256 of "timestamp\\nsecret" under the secret.
- 飞书 (Feishu): "自定义机器人使用指南", open.feishu.cn/document/client-docs/bot-v3/add-custom-bot. The body gets
  `timestamp` in seconds and `sign`, the HMAC-SHA256 of nothing under the key "timestamp\\nsecret"; an answer has `code`
  and `msg`.
- Anything else: standardwebhooks.com, signed in the headers.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote_plus

from standardwebhooks.webhooks import Webhook

WECOM, DINGTALK, FEISHU, WEBHOOK = "wecom", "dingtalk", "feishu", "webhook"
MOST_BYTES = 2400
"""Of a text; the shortest limit among the robots, 4096 bytes for all, with room for subject and address."""
# What would be markup, or call everybody, in a message of ours is what somebody else wrote: it is shown as it stands.
_PLAIN = str.maketrans({"<": "＜", ">": "＞", "[": "［", "]": "］", "`": "'", "*": "＊", "\\": "＼"})


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted; `link` is the whole address of where it is seen to, `see` the words it stands behind."""

    id: str
    kind: str
    subject: str
    body: str
    link: str
    see: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Request:
    url: str
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)


def write_request(format: str, *, url: str, secret: str, message: Message) -> Request:
    """The request that posts `message` to a robot of that format, signed as of `message.at`."""
    return _WRITERS[format](url, secret, message)


def find_refusal(format: str, content: bytes) -> str:
    """Why the robot did not take a message although it answered 200; "" where it took it."""
    if format == WEBHOOK:
        return ""
    try:
        answer = json.loads(content)
        code = answer["errcode"] if format in (WECOM, DINGTALK) else answer.get("code", answer.get("StatusCode"))
    except (ValueError, KeyError, TypeError, AttributeError):
        return f"its answer is not that of such a robot: {shorten(content.decode(errors='replace'), 200)!r}"
    if code == 0:
        return ""
    return f"it refused the message: {answer.get('errmsg') or answer.get('msg') or '?'} ({code})"


def sign_for_dingtalk(secret: str, timestamp: str) -> str:
    return _encode(hmac.digest(secret.encode(), f"{timestamp}\n{secret}".encode(), hashlib.sha256))


def sign_for_feishu(secret: str, timestamp: str) -> str:
    return _encode(hmac.digest(f"{timestamp}\n{secret}".encode(), b"", hashlib.sha256))


def shorten(text: str, most_bytes: int) -> str:
    """As much of `text` as fits, whole characters only."""
    if len(text.encode()) <= most_bytes:
        return text
    return text.encode()[: most_bytes - 3].decode(errors="ignore") + "…"


def _write_wecom(url: str, secret: str, message: Message) -> Request:
    return Request(url, _dump({"msgtype": "markdown", "markdown": {"content": _write_markdown(message)}}))


def _write_dingtalk(url: str, secret: str, message: Message) -> Request:
    body = {"msgtype": "markdown", "markdown": {"title": message.subject[:60], "text": _write_markdown(message)}}
    timestamp = str(int(message.at.timestamp() * 1000))
    signature = quote_plus(sign_for_dingtalk(secret, timestamp))
    separator = "&" if "?" in url else "?"
    return Request(f"{url}{separator}timestamp={timestamp}&sign={signature}", _dump(body))


def _write_feishu(url: str, secret: str, message: Message) -> Request:
    lines: list[list[dict[str, str]]] = []
    if message.body:
        lines.append([{"tag": "text", "text": shorten(message.body, MOST_BYTES)}])
    if message.link:
        lines.append([{"tag": "a", "text": message.see, "href": message.link}])
    timestamp = str(int(message.at.timestamp()))
    body = {
        "timestamp": timestamp,
        "sign": sign_for_feishu(secret, timestamp),
        "msg_type": "post",
        "content": {"post": {"zh_cn": {"title": message.subject, "content": lines}}},
    }
    return Request(url, _dump(body))


def _write_webhook(url: str, secret: str, message: Message) -> Request:
    body = _dump(
        {
            "id": message.id,
            "type": "notice",
            "timestamp": message.at.isoformat(),
            "data": {
                "kind": message.kind,
                "subject": message.subject,
                "body": message.body,
                "address": message.link,
            },
        }
    )
    headers = {
        "webhook-id": message.id,
        "webhook-timestamp": str(int(message.at.timestamp())),
        "webhook-signature": Webhook(secret).sign(message.id, message.at, body),
    }
    return Request(url, body, headers)


_WRITERS: dict[str, Callable[[str, str, Message], Request]] = {
    WECOM: _write_wecom,
    DINGTALK: _write_dingtalk,
    FEISHU: _write_feishu,
    WEBHOOK: _write_webhook,
}


def _write_markdown(message: Message) -> str:
    parts = [f"**{message.subject.translate(_PLAIN)}**"]
    if message.body:
        parts.append(shorten(message.body, MOST_BYTES).translate(_PLAIN))
    if message.link:
        parts.append(f"[{message.see}]({message.link})")
    return "\n\n".join(parts)


def _encode(digest: bytes) -> str:
    return base64.b64encode(digest).decode()


def _dump(body: Any) -> str:
    return json.dumps(body, ensure_ascii=False)
