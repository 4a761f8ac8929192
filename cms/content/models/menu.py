from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import TranslatableMixin

from cms.content.menu_blocks import MenuBlock
from cms.delivery.models import DeliveredOnSave


class Menu(DeliveredOnSave, TranslatableMixin):
    """A menu in one locale: what it leads to is named by itself unless the editor says otherwise."""

    delivery_kind = "menu"

    key = models.SlugField(
        _("key"),
        max_length=60,
        help_text=_("What the storefront asks for: “main” is above every page, “footer” below."),
    )
    title = models.CharField(_("title"), max_length=120, help_text=_("For editors only."))
    items = StreamField(MenuBlock(), verbose_name=_("entries"), blank=True)

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("menu")
        verbose_name_plural = _("menus")
        ordering = ["key", "pk"]
        constraints = [models.UniqueConstraint(fields=["key", "locale"], name="one_menu_a_locale")]

    def __str__(self) -> str:
        return self.title
