"""PURE. Finds links and contact details, disguised ones too: spaced or full-width dots, WeChat under other names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cms.community.moderation.findings import Finding, Reason
from cms.spelling import Plain, spell

# Endings that advertisers use; a dot before any other word is a sentence without a space.
_ENDINGS = (
    "com|net|org|cn|cc|top|xyz|vip|shop|store|site|online|club|info|biz|me|tv|io|co|app|link|live|fun|ink|win|work|"
    "ltd|pro|asia|hk|tw|mobi|wang|ren|ru|us|uk|de|jp|kr|ly|gl|to|im|ws|pw|icu|cyou|buzz"
)
_DOT = r"(?:\s*(?:[.。·•・‧∙⋅]|\(?\[?\{?\s*(?:dot|点)\s*\}?\]?\)?)\s*)"
_PLAIN_DOT = r"\."
_SCHEME = re.compile(r"(?:https?|hxxps?|ftp|weixin|alipays?|taobao|tbopen)\s*:\s*/\s*/\s*\S+")
_WWW = re.compile(rf"(?<![a-z0-9])www{_DOT}[a-z0-9-]+(?:{_DOT}[a-z0-9-]+)*")
_PLAIN_HOST = re.compile(rf"(?<![a-z0-9@.-])(?:[a-z0-9-]+{_PLAIN_DOT})+(?:{_ENDINGS})(?![a-z0-9-])(?:[/:?#]\S*)?")
# Disguised: only the endings nobody writes by chance.
_HIDDEN_HOST = re.compile(
    rf"(?<![a-z0-9@.-])[a-z0-9][a-z0-9-]*{_DOT}(?:c\s*o\s*m|n\s*e\s*t|c\s*n|t\s*o\s*p|x\s*y\s*z|v\s*i\s*p|cc)(?![a-z0-9])"
)
_TOKEN = re.compile(r"[¥￥€$(（][a-z0-9]{9,13}[¥￥€$)）]")
_HOST = re.compile(r"(?:[a-z]+\s*:\s*/\s*/\s*)?([^\s/:?#]+)")

_GAP = r"[\s\W_]*"
_MAIL = re.compile(r"[a-z0-9._%+-]+\s*(?:@|\(at\)|\[at\]|艾特)\s*[a-z0-9-]+(?:\s*\.\s*[a-z0-9-]+)+")
_WECHAT_NAME = (
    r"(?:[微威薇维徽徴葳围][\W_]*[信芯x]|卫星号|v[\W_]*[x信]|wx|wei[\W_]*xin|wei?chat|"
    r"[加➕+][\W_]*[v薇微]|v[\W_]*(?:号|\+))"
)
_WECHAT = re.compile(
    rf"(?<![a-z]){_WECHAT_NAME}(?:号|id|群|同号|联系)?{_GAP}(?:是|为|加)?{_GAP}[a-z0-9][a-z0-9_\s-]{{4,24}}"
)
_WECHAT_CALL = re.compile(
    rf"(?:加|➕|\+){_GAP}(?:我|个|下|一下)?{_GAP}的?{_GAP}(?:微信|薇信|威信|vx|wx|v信|wechat|qq|扣扣)"
)
_QQ = re.compile(rf"(?<![a-z])(?:q\s*q|扣扣|企鹅|球球|q群|群号)(?:号|群)?{_GAP}(?:是|为)?{_GAP}(?:\d{_GAP}){{5,12}}")
_APPS = re.compile(rf"(?:telegram|whats\s*app|line\s*id|tg|纸飞机)(?:号|群)?{_GAP}[:：@]{_GAP}[a-z0-9_+]{{4,}}")
_MOBILE = re.compile(r"(?<!\d)(?:\+?\s*86[\s-]*)?1(?:[\s\-.·*_、,，~]{0,2}\d){10}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[\s-]?\d{7,8}(?!\d)")
_TOLL_FREE = re.compile(r"(?<!\d)[48]00[\s-]?\d{3}[\s-]?\d{4}(?!\d)")
_NUMERALS = str.maketrans("零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖幺", "001234567891234567891")
_NUMERAL = r"[零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖幺\d]"
_WRITTEN = re.compile(rf"{_NUMERAL}(?:[\s\-.]?{_NUMERAL}){{10}}")

_CONTACTS = (
    ("email", _MAIL),
    ("WeChat", _WECHAT),
    ("WeChat", _WECHAT_CALL),
    ("QQ", _QQ),
    ("messenger", _APPS),
    ("phone", _MOBILE),
    ("phone", _LANDLINE),
    ("phone", _TOLL_FREE),
)


def find_links(field: str, text: str, *, allowed_hosts: Iterable[str] = ()) -> list[Finding]:
    """Links in `text`, disguised ones included, but to `allowed_hosts` and what is below them."""
    plain = spell(text)
    allowed = tuple(host.lower().removeprefix("www.") for host in allowed_hosts if host)
    found = []
    for match in _search(plain, (_SCHEME, _WWW, _PLAIN_HOST, _HIDDEN_HOST, _TOKEN)):
        if not _is_allowed(match.group(), allowed):
            found.append(_make(Reason.LINK, field, plain, match.start(), match.end(), match.group().strip()))
    return _keep_widest(found)


def find_contacts(field: str, text: str) -> list[Finding]:
    """Ways to reach somebody outside the shop: e-mail, WeChat, QQ, other messengers, telephone."""
    plain = spell(text)
    found = [
        _make(Reason.CONTACT, field, plain, match.start(), match.end(), name)
        for name, pattern in _CONTACTS
        for match in pattern.finditer(plain.text)
        if match.group().strip()
    ]
    for match in _WRITTEN.finditer(plain.text):
        digits = re.sub(r"\D", "", match.group().translate(_NUMERALS))
        if re.fullmatch(r"1[3-9]\d{9}", digits):
            found.append(_make(Reason.CONTACT, field, plain, match.start(), match.end(), "phone"))
    return _keep_widest(found)


def _search(plain: Plain, patterns: Iterable[re.Pattern[str]]) -> Iterator[re.Match[str]]:
    for pattern in patterns:
        yield from pattern.finditer(plain.text)


def _is_allowed(text: str, allowed: tuple[str, ...]) -> bool:
    match = _HOST.match(text)
    host = match.group(1).removeprefix("www.").rstrip(".") if match else ""
    return any(host == one or host.endswith(f".{one}") for one in allowed)


def _make(reason: Reason, field: str, plain: Plain, start: int, end: int, note: str) -> Finding:
    while end > start + 1 and plain.text[end - 1].isspace():
        end -= 1
    return Finding(reason, field, *plain.locate(start, end), note=note[:120])


def _keep_widest(findings: list[Finding]) -> list[Finding]:
    """Of those that overlap, the longest alone."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda one: (one.start - one.end, one.start)):
        if all(finding.end <= other.start or finding.start >= other.end for other in kept):
            kept.append(finding)
    return sorted(kept, key=lambda one: one.start)
