from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, MultipleChooserPanel, TitleFieldPanel
from wagtail.admin.ui.tables import LocaleColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.content.models import Author, Menu, Series
from cms.delivery.slug_fields import PinyinSlugInput


class AuthorViewSet(SnippetViewSet):
    model = Author
    icon = "user"
    menu_label = _("Authors")
    menu_name = "authors"
    list_display = ["name", "role", LocaleColumn(), UpdatedAtColumn()]
    search_fields = ["name", "role"]
    list_per_page = 50
    copy_view_enabled = False
    panels = [
        TitleFieldPanel("name", targets=["slug"], placeholder=False),
        FieldPanel("slug", widget=PinyinSlugInput),
        FieldPanel("role"),
        FieldPanel("credentials"),
        FieldPanel("picture"),
        FieldPanel("bio"),
        FieldPanel("website"),
    ]


class SeriesViewSet(SnippetViewSet):
    model = Series
    icon = "list-ol"
    menu_label = _("Series")
    menu_name = "series"
    list_display = ["title", LocaleColumn(), UpdatedAtColumn()]
    search_fields = ["title"]
    list_per_page = 50
    copy_view_enabled = False
    panels = [
        TitleFieldPanel("title", targets=["slug"], placeholder=False),
        FieldPanel("slug", widget=PinyinSlugInput),
        FieldPanel("description"),
        FieldPanel("picture"),
        MultipleChooserPanel(
            "series_articles",
            label=_("Article"),
            heading=_("Articles"),
            chooser_field_name="article",
            help_text=_("In the order in which they are to be read; drag to change it."),
        ),
    ]


class MenuViewSet(SnippetViewSet):
    model = Menu
    icon = "list-ul"
    menu_label = _("Menus")
    menu_name = "menus"
    list_display = ["title", "key", LocaleColumn(), UpdatedAtColumn()]
    list_per_page = 50
    copy_view_enabled = False
    panels = [
        MultiFieldPanel([FieldRowPanel([FieldPanel("title"), FieldPanel("key")])], heading=_("Menu")),
        FieldPanel("items"),
    ]


class ContentGroup(SnippetViewSetGroup):
    """What stands around pages, under one menu entry."""

    menu_label = _("Content")
    menu_name = "content"
    menu_icon = "doc-full-inverse"
    menu_order = 140
    items = (AuthorViewSet, SeriesViewSet, MenuViewSet)
