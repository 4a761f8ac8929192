"""The shop's addresses. Everything else below a locale is asked of the API by its path, so this comes last."""

from django.urls import path, register_converter

from shop.languages import list_codes
from shop.views.home import choose_locale, show_home
from shop.views.landings import serve_theme
from shop.views.listing import show_brand, show_category, show_search
from shop.views.pages import show_page
from shop.views.product import show_product


class LocaleConverter:
    """One of the shop's locales."""

    regex = "|".join(list_codes())

    @staticmethod
    def to_python(value: str) -> str:
        return value

    @staticmethod
    def to_url(value: str) -> str:
        return value


register_converter(LocaleConverter, "locale")

urlpatterns = [
    path("", choose_locale),
    path("theme/<str:name>.css", serve_theme),
    path("<locale:locale>/", show_home),
    path("<locale:locale>/products/<str:slug>", show_product),
    path("<locale:locale>/categories/<str:key>", show_category),
    path("<locale:locale>/brands/<str:key>", show_brand),
    path("<locale:locale>/search", show_search),
    path("<locale:locale>/<path:path>", show_page),
]
