"""Finds the messages of Python code and Django templates."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from cms.operations.catalogues.messages import Message, Messages

_SOURCES = ("cms", "search", "campaigns", "graphql/storefront", "graphql/shop", "templates")
_TEMPLATES = {".html", ".txt"}

# Which argument of a call is what. A Phrase is made by modules that know no Django, and translated where it is shown.
_SINGLE = {"_", "gettext", "gettext_lazy", "gettext_noop", "Phrase"}
_PLURAL = {"ngettext", "ngettext_lazy"}
_CONTEXT = {"pgettext", "pgettext_lazy"}
_CONTEXT_PLURAL = {"npgettext", "npgettext_lazy"}

_TEMPLATE_CALL = re.compile(r"\b(_|gettext|ngettext|pgettext|npgettext)\(")
_STRING = re.compile(r"""\s*u?('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")\s*,?""", re.DOTALL)


class UnreadableMessage(ValueError):
    """A message that no catalogue could hold; says where it stands."""


def extract(checkout: Path) -> Messages:
    """Every message of the checkout. Raises UnreadableMessage for one put together at run time."""
    messages = Messages()
    for folder in _SOURCES:
        for path in sorted((checkout / folder).rglob("*")):
            if "migrations" in path.parts or not path.is_file():
                continue
            file = path.relative_to(checkout).as_posix()
            for message in _read(path, file):
                messages.add(message, file=file)
    return messages


def _read(path: Path, file: str) -> Iterator[Message]:
    if path.suffix == ".py":
        yield from find_in_python(path.read_text(encoding="utf-8"), file=file)
    elif path.suffix in _TEMPLATES:
        yield from find_in_template(path.read_text(encoding="utf-8"), file=file)


def find_in_python(source: str, *, file: str) -> Iterator[Message]:
    """The messages of `source`; strings written in pieces side by side are one."""
    for node in ast.walk(ast.parse(source, filename=file)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if any(isinstance(argument, ast.JoinedStr) for argument in node.args[:1]) and name in _SINGLE | _PLURAL:
            raise UnreadableMessage(f"{file}:{node.lineno}: an f-string cannot be translated: write %(name)s instead")
        texts = [one.value if isinstance(one, ast.Constant) else None for one in node.args]
        message = _make(name, [text if isinstance(text, str) else None for text in texts])
        if message is not None:
            yield message


def find_in_template(source: str, *, file: str) -> Iterator[Message]:
    """The messages of a template, by way of Django's own translation of templates into calls."""
    from django.utils.translation.template import templatize

    calls = templatize(source, origin=file)
    for found in _TEMPLATE_CALL.finditer(calls):
        texts: list[str | None] = []
        end = found.end()
        while string := _STRING.match(calls, end):
            texts.append(ast.literal_eval(string.group(1)))
            end = string.end()
        message = _make(found.group(1), texts)
        if message is not None:
            yield message


def _make(name: str, texts: list[str | None]) -> Message | None:
    first, second, third = [*texts, None, None, None][:3]
    if name in _SINGLE and first:
        return Message(first)
    if name in _PLURAL and first and second:
        return Message(first, plural=second)
    if name in _CONTEXT and first and second:
        return Message(second, context=first)
    if name in _CONTEXT_PLURAL and first and second and third:
        return Message(second, plural=third, context=first)
    return None
