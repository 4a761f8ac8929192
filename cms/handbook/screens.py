"""The admin's screens by the name of their URL: which there are, and which one is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.urls import NoReverseMatch, Resolver404, ResolverMatch, resolve, reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import DjangoTranslation, translation
from wagtail.admin.viewsets import viewsets

from cms.handbook.naming import name_screen


def name_match(match: ResolverMatch) -> str:
    """The screen that an address was resolved to."""
    return name_screen(match.view_name, (*match.args, *match.kwargs.values()))


def find_address(screen: str) -> str:
    """Where the screen opens; raises NoReverseMatch where it cannot be opened without naming something."""
    name, *arguments = screen.split("/")
    return reverse(name, args=arguments)


def list_screens() -> Sequence[tuple[str, str]]:
    """Every screen of the admin that a page can belong to, by its name and what it is called."""
    return _list_screens(_find_catalogue())


def list_openable() -> Sequence[tuple[str, str]]:
    """Those of the screens that a link can lead to."""
    return _list_openable(_find_catalogue())


def _find_catalogue() -> DjangoTranslation:
    """The words of the reader's language; others once they are read again."""
    return translation(get_language() or settings.LANGUAGE_CODE)


# Which screens there are is a matter of the code, and walking all of them takes a while: once a language.
@cache
def _list_screens(_catalogue: DjangoTranslation) -> tuple[tuple[str, str], ...]:
    found = {**dict(_list_wagtails_own()), **dict(_list_viewsets()), **dict(_list_settings()), **dict(_list_menus())}
    return tuple(sorted(found.items(), key=lambda pair: (pair[1], pair[0])))


@cache
def _list_openable(catalogue: DjangoTranslation) -> tuple[tuple[str, str], ...]:
    return tuple((screen, label) for screen, label in _list_screens(catalogue) if _is_openable(screen))


def _is_openable(screen: str) -> bool:
    try:
        find_address(screen)
    except NoReverseMatch:
        return False
    return True


def _list_viewsets() -> Iterator[tuple[str, str]]:
    # The rest of them is registered when the addresses are made.
    reverse("wagtailadmin_home")
    for viewset in viewsets.viewsets:
        if not viewset.name:
            continue
        label = _name_viewset(viewset)
        namespace = viewset.url_namespace
        actions = {pattern.name for pattern in viewset.get_urlpatterns()}
        if not label or actions & {"choose", "chosen"}:
            continue
        yield f"{namespace}:", _("%(screen)s: all") % {"screen": label}
        for names, words in (
            (("index", "list"), _("%(screen)s: list")),
            (("add",), _("%(screen)s: new")),
            (("edit",), _("%(screen)s: edit")),
            (("inspect",), _("%(screen)s: look at")),
        ):
            for name in names:
                if name in actions:
                    yield f"{namespace}:{name}", words % {"screen": label}


def _name_viewset(viewset: Any) -> str:
    model: Any = getattr(viewset, "model", None)
    plural = "" if model is None or isinstance(model, str) else model._meta.verbose_name_plural
    label = getattr(viewset, "menu_label", "") or plural
    return capfirst(str(label))


def _list_settings() -> Iterator[tuple[str, str]]:
    from wagtail.contrib.settings.registry import registry

    for model in registry:
        screen = f"wagtailsettings:edit/{model._meta.app_label}/{model._meta.model_name}"
        yield screen, _("Settings: %(name)s") % {"name": capfirst(str(model._meta.verbose_name))}


def _list_wagtails_own() -> Iterator[tuple[str, str]]:
    yield "wagtailadmin_home", _("Home page of the admin")
    yield "wagtailadmin_explore_root", _("Pages: list")
    yield "wagtailadmin_explore", _("Pages: list of a page's children")
    yield "wagtailadmin_pages:add", _("Pages: new")
    yield "wagtailadmin_pages:edit", _("Pages: edit")
    yield "wagtailadmin_pages:history", _("Pages: history")
    for model in apps.get_models():
        if getattr(model, "is_creatable", False) and hasattr(model, "get_url_parts"):
            kind = f"{model._meta.app_label}/{model._meta.model_name}"
            label = {"name": capfirst(str(model._meta.verbose_name))}
            yield f"wagtailadmin_pages:add/{kind}", _("Pages: new %(name)s") % label
            yield f"wagtailadmin_pages:edit/{kind}", _("Pages: edit %(name)s") % label
    yield "wagtailimages:", _("Images: all")
    yield "wagtailimages:index", _("Images: list")
    yield "wagtailimages:add_multiple", _("Images: add")
    yield "wagtailimages:edit", _("Images: edit")
    yield "wagtaildocs:index", _("Documents: list")
    yield "wagtailmedia:index", _("Media: list")
    yield "wagtailadmin_account", _("Your account")
    yield "wagtailadmin_reports:", _("Reports: all")
    yield "wagtailadmin_collections:index", _("Collections: list")


def _list_menus() -> Iterator[tuple[str, str]]:
    """What menus lead to and no set of views does."""
    from wagtail.admin.menu import admin_menu, reports_menu, settings_menu

    covered = {viewset.url_namespace for viewset in viewsets.viewsets if viewset.name}
    for menu in (admin_menu, reports_menu, settings_menu):
        for item in _walk(menu):
            try:
                match = resolve(str(item.url).partition("?")[0])
            except Resolver404:
                continue
            screen = name_match(match)
            if match.namespace not in covered and not screen.startswith("wagtailsettings:"):
                yield screen, str(item.label)


def _walk(menu: Any) -> Iterator[Any]:
    for item in menu.registered_menu_items:
        below = getattr(item, "menu", None)
        if below is not None:
            yield from _walk(below)
        elif item.url:
            yield item
