"""Fills in the admin's forms as a browser would."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpResponse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.catalog.models import ProductContent


def read_form(response: HttpResponse) -> dict[str, Any]:
    """Every value of the screen's form that a browser would send, without pressing a button."""
    soup = BeautifulSoup(response.content, "html.parser")
    for template in soup.find_all("template"):
        template.decompose()
    form = soup.find("form", id="w-editor-form")
    assert form is not None
    values: dict[str, Any] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name, kind = field.get("name"), field.get("type")
        if not name or kind in {"submit", "button", "file"}:
            continue
        if kind in {"checkbox", "radio"} and not field.has_attr("checked"):
            continue
        if field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            values[name] = chosen["value"] if chosen else ""
        elif field.name == "textarea":
            values[name] = field.text.removeprefix("\n")
        else:
            values[name] = field.get("value", "on" if kind == "checkbox" else "")
    return values


def list_errors(response: HttpResponse) -> str:
    """All text of a screen's errors, on one line."""
    soup = BeautifulSoup(response.content, "html.parser")
    found = soup.select(".error-message, .w-field__errors, .messages .error, .errorlist")
    return " ".join(" ".join(part.stripped_strings) for part in found)


def list_messages(response: HttpResponse) -> list[str]:
    """The messages shown at the top of the page that came at last."""
    return [str(message).split("<span", 1)[0].strip() for message in response.context["messages"]]


def describe_content(content: ProductContent | None = None, **changes: Any) -> dict[str, Any]:
    """The words of a product as the edit screen posts them."""
    values: dict[str, Any] = {
        "title": content.title if content else "",
        "slug": content.slug if content else "",
        "summary": content.summary if content else "",
        "selling_points": streamfield([]),
        "pictures": streamfield([]),
        "details": streamfield([]),
        "seo_title": "",
        "seo_description": "",
        "search_terms": "",
        "go_live_at": "",
        "expire_at": "",
    }
    return nested_form_data({**values, **changes})


__all__ = [
    "describe_content",
    "inline_formset",
    "list_errors",
    "list_messages",
    "nested_form_data",
    "read_form",
    "rich_text",
    "streamfield",
]
