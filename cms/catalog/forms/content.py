"""What editors write about a product, and the form that makes a new product with its first words and offer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from cms.catalog.forms.money import CurrencyField, PriceField, parse_price
from cms.catalog.models import Brand, Category, LifeCycleStage, Offer, Product, ProductContent
from cms.delivery.forms import ChecksBeforePublishing


def find_free_slug(wanted: str, *, locale_id: int, exclude: int | None = None) -> str:
    """`wanted`, or the first of `wanted-2`, `wanted-3`… that no other product has in that locale."""
    wanted = slugify(wanted, allow_unicode=True)[:240] or "product"
    taken = set(
        ProductContent.objects.filter(locale_id=locale_id, slug__startswith=wanted)
        .exclude(pk=exclude or 0)
        .values_list("slug", flat=True)
    )
    if wanted not in taken:
        return wanted
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{wanted}-{number}") not in taken)


class ContentForm(ChecksBeforePublishing, WagtailAdminModelForm):
    """Words, pictures and schedule of one product in one language."""

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        other = (
            ProductContent.objects.filter(locale_id=self.instance.locale_id, slug=slug)
            .exclude(pk=self.instance.pk)
            .first()
            if slug
            else None
        )
        if other is not None:
            free = find_free_slug(slug, locale_id=self.instance.locale_id, exclude=self.instance.pk)
            raise ValidationError(
                _("“%(other)s” already has the address “%(slug)s” in this language. “%(free)s” is free.")
                % {"other": other.title, "slug": slug, "free": free}
            )
        return slug


class NewContentForm(ContentForm):
    """First words in a language about a product that exists already."""

    product: Product

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False

    def _post_clean(self) -> None:
        # What is looked at before publishing looks at the product as well.
        self.instance.product = self.find_product()
        super()._post_clean()

    def find_product(self) -> Product:
        """The product that is written about."""
        return self.product

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("title") and not cleaned.get("slug") and "slug" not in self.errors:
            cleaned["slug"] = find_free_slug(cleaned["title"], locale_id=self.instance.locale_id)
        return cleaned

    def save(self, commit: bool = True) -> ProductContent:
        self.instance.product = self.product
        other = self.product.contents.first()
        if other is not None:
            self.instance.translation_key = other.translation_key
        return super().save(commit=commit)


class NewProductForm(NewContentForm):
    """A product in one go: its identity, its first offer and its first words."""

    sku = forms.CharField(
        label=gettext_lazy("SKU"),
        max_length=120,
        help_text=gettext_lazy("Of the first offer; add more under its facts."),
    )
    price = PriceField(label=gettext_lazy("Price"))
    currency = CurrencyField()
    stock = forms.IntegerField(
        label=gettext_lazy("Stock"),
        required=False,
        min_value=0,
        help_text=gettext_lazy("Left empty, it is not counted."),
    )
    key = forms.CharField(
        label=gettext_lazy("Product key"),
        required=False,
        max_length=120,
        validators=[RegexValidator(r"^[^\s/?#:]+$", gettext_lazy("A key has no spaces and none of / ? # : in it."))],
        help_text=gettext_lazy("What feeds and other systems call it, for good. Left empty, it is the SKU."),
    )
    brand = forms.ModelChoiceField(Brand.objects.all(), label=gettext_lazy("Brand"), required=False)
    category: forms.ModelChoiceField = forms.ModelChoiceField(
        Category.objects.all(), label=gettext_lazy("Category"), required=False
    )
    stage = forms.ChoiceField(
        label=gettext_lazy("Life-cycle stage"), choices=LifeCycleStage.choices, initial=LifeCycleStage.NEW
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from cms.catalog.admin.choosers import brand_chooser, category_chooser

        self.fields["brand"].widget = brand_chooser.widget_class()
        self.fields["category"].widget = category_chooser.widget_class()

    def find_product(self) -> Product:
        """The product as it would be made; it is not there yet."""
        cleaned = self.cleaned_data
        return Product(key=cleaned.get("key", ""), brand=cleaned.get("brand"), category=cleaned.get("category"))

    def clean_sku(self) -> str:
        sku = self.cleaned_data["sku"].strip()
        taken = Offer.objects.filter(sku=sku).select_related("product").first()
        if taken is not None:
            raise ValidationError(
                _("SKU %(sku)s belongs to product %(key)s already. Use another, or edit that product.")
                % {"sku": sku, "key": taken.product.key}
            )
        return sku

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("price") and cleaned.get("currency"):
            try:
                cleaned["price_minor"] = parse_price(cleaned["price"], cleaned["currency"])
            except ValidationError as error:
                self.add_error("price", error)
        key = cleaned.get("key") or slugify(cleaned.get("sku") or "", allow_unicode=True)
        if key and "key" not in self.errors and Product.objects.filter(key=key).exists():
            self.add_error("key", _("Product %(key)s exists already. Type another key.") % {"key": key})
        cleaned["key"] = key
        return cleaned

    def save(self, commit: bool = True) -> ProductContent:
        if commit:
            self.product = self._make_product()
        else:
            self.product = Product(key=self.cleaned_data.get("key", ""))
        return super().save(commit=commit)

    def _make_product(self) -> Product:
        cleaned = self.cleaned_data
        product = Product.objects.create(
            key=cleaned["key"], brand=cleaned["brand"], category=cleaned["category"], stage=cleaned["stage"]
        )
        Offer.objects.create(
            product=product,
            sku=cleaned["sku"],
            currency=cleaned["currency"],
            price_minor=cleaned["price_minor"],
            stock=cleaned["stock"],
        )
        return product
