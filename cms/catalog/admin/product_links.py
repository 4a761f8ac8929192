"""The button for links to products in every rich text editor, and how they are stored."""

from __future__ import annotations

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.rich_text.converters.html_to_contentstate import LinkElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature

from cms.catalog.admin.choosers.product import name_product
from cms.catalog.links import LINK_TYPE, ProductLinkHandler
from cms.catalog.models import Product

FEATURE = "product-link"
ENTITY = "PRODUCT_LINK"


class ProductLinkElementHandler(LinkElementHandler):
    """From what is stored to what the editor shows."""

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, Any]:
        key = attrs.get("key", "")
        product = Product.objects.filter(key=key).prefetch_related("contents__locale").first()
        return {
            "key": key,
            "follow": attrs.get("follow", ""),
            "label": name_product(product) if product else "",
            "url": AdminURLFinder().get_edit_url(product) if product else None,
        }


def store_link(props: dict[str, Any]) -> Any:
    """From the editor to what is stored."""
    stored = {"linktype": LINK_TYPE, "key": props.get("key") or ""}
    if props.get("follow"):
        stored["follow"] = props["follow"]
    return DOM.create_element("a", stored, props["children"])


def register(features: Any) -> None:
    """Make the button known; a rich text has it when it lists the feature."""
    features.register_link_type(ProductLinkHandler)
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        EntityFeature(
            {
                "type": ENTITY,
                "icon": "pick",
                "description": _("Product link"),
                "attributes": ["key", "follow", "label", "url"],
                "chooserUrls": {"productChooser": reverse_lazy("product_key_chooser:choose")},
                "brokenLabel": _("There is no such product any more"),
            },
            js=["wagtailadmin/js/chooser-modal.js", "admin/product-links.js"],
        ),
    )
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {f'a[linktype="{LINK_TYPE}"]': ProductLinkElementHandler(ENTITY)},
            "to_database_format": {"entity_decorators": {ENTITY: store_link}},
        },
    )
    features.default_features.append(FEATURE)
