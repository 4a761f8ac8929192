"""Reads the table of roles: which groups there are, what each may do, and who approves what."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_TABLE = Path(__file__).parent / "roles.toml"
_TASK = "operations.approvaltask"
HOME = "home"
"""The place where every page of a language begins."""

# Wagtail asks for the rights on its own model of images, whichever is used.
_COLLECTIONS = {
    "images": "wagtailimages.image",
    "documents": "wagtaildocs.document",
    "media": "wagtailmedia.media",
    "collections": "wagtailcore.collection",
}


@dataclass(frozen=True, slots=True)
class Right:
    """A permission of a model, by the names Django gives it."""

    model: str
    codename: str

    def __str__(self) -> str:
        return f"{self.model.partition('.')[0]}.{self.codename}"


@dataclass(frozen=True, slots=True)
class Role:
    """A group, and the one person who has it in the demo shop."""

    key: str
    name: str
    label: str
    """In English, for whoever cannot read its name."""
    login: str
    person: tuple[str, str]
    rights: tuple[Right, ...]
    pages: Mapping[str, tuple[str, ...]]
    """By place the permissions on the pages from there down."""
    files: tuple[Right, ...]
    """On what lies in collections."""
    collections: tuple[str, ...] = ()
    """Where it may add and change; everywhere if none is named. To look and to choose is for everywhere."""


@dataclass(frozen=True, slots=True)
class Step:
    """A task of a workflow: any of `approvers` lets through what others submit. `options` are fields of its model."""

    name: str
    approvers: tuple[str, ...]
    model: str
    options: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Approval:
    """A workflow: its steps one after the other, and what it is for."""

    key: str
    name: str
    steps: tuple[Step, ...]
    places: tuple[str, ...]
    models: tuple[str, ...]


@cache
def read_roles() -> tuple[Role, ...]:
    """Every role, in the order in which they are listed."""
    return tuple(_read_role(raw) for raw in _read_table()["role"])


@cache
def read_approvals() -> tuple[Approval, ...]:
    return tuple(
        Approval(
            raw["key"],
            raw["name"],
            tuple(_read_step(step) for step in raw["steps"]),
            tuple(raw.get("places", ())),
            tuple(raw.get("models", ())),
        )
        for raw in _read_table()["approval"]
    )


def _read_step(raw: dict[str, Any]) -> Step:
    rest = {name: value for name, value in raw.items() if name not in {"name", "approvers", "model"}}
    return Step(raw["name"], tuple(raw["approvers"]), raw.get("model", _TASK), rest)


def _read_role(raw: dict[str, Any]) -> Role:
    person = raw["person"]
    return Role(
        key=raw["key"],
        name=raw["name"],
        label=raw["en"],
        login=raw["login"],
        person=(person[0], person[1]),
        rights=tuple(right for model, actions in raw["rights"].items() for right in _read_rights(model, actions)),
        pages={
            place: tuple(f"{action}_page" for action in actions.split())
            for place, actions in raw.get("pages", {}).items()
        },
        collections=tuple(raw.get("files_in", "").split()),
        files=tuple(right for name, model in _COLLECTIONS.items() for right in _read_rights(model, raw.get(name, ""))),
    )


def _read_rights(model: str, actions: str) -> list[Right]:
    name = model.partition(".")[2]
    return [Right(model, action if "_" in action else f"{action}_{name}") for action in actions.split()]


@cache
def _read_table() -> dict[str, Any]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))
