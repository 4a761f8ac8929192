from typing import Any

from wagtail import hooks

from cms.delivery.links import LivePageLinkHandler


# After Wagtail's own handler, which this one takes the place of.
@hooks.register("register_rich_text_features", order=100)
def register_links(features: Any) -> None:
    features.register_link_type(LivePageLinkHandler)
