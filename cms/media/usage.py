"""Where files are used, as Wagtail's index of references has it; apps say what of theirs shoppers see, and its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db.models import CharField, Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex


@dataclass(frozen=True)
class Place:
    """How things of a model show files: which of them are live, what they are called, what else they show.

    `find_live()` are the live ones. `name(ids, language)` says what they are called, for suggesting words.
    `list_shown(source)` are files a source shows that stand elsewhere, as (model, id) pairs.
    """

    model: type[Model]
    find_live: Callable[[], QuerySet[Any]] | None = None
    name: Callable[[Sequence[str], str], Mapping[str, str]] | None = None
    list_shown: Callable[[Any], Iterable[tuple[type[Model], int]]] | None = None


_places: dict[type[Model], Place] = {}


def register(place: Place) -> None:
    """Make `place` known; called once an app is ready."""
    _places[place.model] = place


def find_place(model: type[Model]) -> Place:
    return _places.get(model) or Place(model)


def are_used(model: type[Model]) -> Exists:
    """The condition on files of `model` that something refers to them."""
    return Exists(_list_references(model))


def are_live(model: type[Model]) -> Exists:
    """The condition on files of `model` that something refers to them that shoppers see."""
    references = _list_references(model)
    shown = Q(pk__in=[])
    known = ReferenceIndex.objects.filter(to_content_type=_get_type(model)).order_by()
    for type_id in known.values_list("base_content_type", flat=True).distinct():
        source = ContentType.objects.get_for_id(type_id).model_class()
        if source is None:
            continue
        live = _find_live(source)
        if live is None:
            shown |= Q(base_content_type_id=type_id)
        else:
            ids = live.annotate(_text=Cast("pk", CharField())).values("_text")
            shown |= Q(base_content_type_id=type_id, object_id__in=ids)
    return Exists(references.filter(shown))


def _find_live(source: type[Model]) -> QuerySet[Any] | None:
    """The live ones of a model; None where all of them are."""
    place = find_place(source)
    if place.find_live is not None:
        return place.find_live().order_by()
    try:
        source._meta.get_field("live")
    except FieldDoesNotExist:
        return None
    return source._default_manager.filter(live=True).order_by()


def _list_references(model: type[Model]) -> QuerySet[ReferenceIndex]:
    return ReferenceIndex.objects.filter(
        to_content_type=_get_type(model), to_object_id=Cast(OuterRef("pk"), CharField())
    )


def _get_type(model: type[Model]) -> ContentType:
    return ContentType.objects.get_for_model(model, for_concrete_model=False)


def suggest_names(model: type[Model], ids: Iterable[int], language: str) -> dict[int, str]:
    """What the things are called that show each of these files: the first of them; a query for each kind of thing."""
    wanted = [str(pk) for pk in ids]
    rows = ReferenceIndex.objects.filter(to_content_type=_get_type(model), to_object_id__in=wanted).order_by("pk")
    by_type: dict[int, list[tuple[str, str]]] = {}
    for type_id, source_id, target_id in rows.values_list("base_content_type_id", "object_id", "to_object_id"):
        by_type.setdefault(type_id, []).append((source_id, target_id))
    names: dict[int, str] = {}
    for type_id, pairs in sorted(by_type.items()):
        source = ContentType.objects.get_for_id(type_id).model_class()
        if source is None:
            continue
        named = _name(source, sorted({source_id for source_id, _target in pairs}), language)
        for source_id, target_id in pairs:
            if named.get(source_id):
                names.setdefault(int(target_id), named[source_id])
    return names


def _name(source: type[Model], ids: Sequence[str], language: str) -> Mapping[str, str]:
    place = find_place(source)
    if place.name is not None:
        return place.name(ids, language)
    if source is Page:
        found = Page.objects.filter(pk__in=ids, locale__language_code=language)
        return {str(pk): title for pk, title in found.values_list("pk", "title")}
    return {}


def list_files(source: Any) -> list[tuple[type[Model], int, str, str]]:
    """The files that `source` shows as it is here, saved or not: (model, id, field, block)."""
    found = []
    for type_id, object_id, model_path, content_path in ReferenceIndex._extract_references_from_object(source):
        model = ContentType.objects.get_for_id(type_id).model_class()
        if model is not None and object_id.isdecimal():
            parts = content_path.split(".")
            found.append((model, int(object_id), model_path.split(".")[0], parts[1] if len(parts) > 1 else ""))
    place = find_place(type(source))
    if place.list_shown is not None:
        found += [(model, pk, "", "") for model, pk in place.list_shown(source)]
    return found
