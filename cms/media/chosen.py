"""What a form names many of, pictures and the like, loaded together instead of one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from typing import Any

from django.db.models import Model

Chosen = Mapping[type[Model], Mapping[str, Any]]

_chosen: ContextVar[Chosen] = ContextVar("chosen", default={})  # noqa: B039 - never changed


@contextmanager
def remember_chosen(objects: Chosen) -> Iterator[None]:
    """Have choosers take `objects`, by model and by the value a form has for them, without asking for them again."""
    token = _chosen.set(objects)
    try:
        yield
    finally:
        _chosen.reset(token)


def find_chosen(model: type[Model], value: Any) -> Any | None:
    """What is remembered under `value`; None where that has to be asked for.

    A copy: blocks write on what they hold, a picture its alternative text.
    """
    return copy(_chosen.get().get(model, {}).get(str(value)))
