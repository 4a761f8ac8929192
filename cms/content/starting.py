"""The pages a new shop starts with: a home in every locale, in place of Wagtail's welcome."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Locale, Page, Site

from cms.content.models import HomePage


@transaction.atomic
def ensure_homes() -> int:
    """Make the home pages that are missing, and have the site start at the default locale's; returns how many."""
    root = Page.get_first_root_node()
    homes = {home.locale_id: home for home in HomePage.objects.all()}
    default = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    made = 0
    # The default locale's first: the others are its translations.
    for locale in sorted(Locale.objects.all(), key=lambda one: one.pk != default.pk):
        if locale.pk not in homes:
            homes[locale.pk] = _make_home(root, locale, original=homes.get(default.pk))
            made += 1
    _point_site(homes[default.pk])
    return made


def _make_home(root: Page, locale: Locale, *, original: HomePage | None) -> HomePage:
    with override(locale.language_code):
        title = _("Home")
    home = HomePage(title=title, slug=f"home-{locale.language_code}", locale=locale, live=False)
    if original is not None:
        home.translation_key = original.translation_key
    root.add_child(instance=home)
    home.save_revision().publish()
    return home


def _point_site(home: HomePage) -> None:
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
        return
    if HomePage.objects.filter(pk=site.root_page_id).exists():
        return
    welcome = site.root_page
    site.root_page = home
    site.save()
    # Wagtail's own page to start with, which nobody has made anything of.
    if welcome.specific_class is Page and welcome.depth > 1 and not welcome.get_children().exists():
        welcome.delete()
