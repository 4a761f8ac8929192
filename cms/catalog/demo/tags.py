"""Tags the demo's products; a product that has tags already keeps just those."""

from __future__ import annotations

from django.db import transaction
from taggit.models import Tag

from cms.catalog.demo.reading import read_table
from cms.catalog.models import Product, ProductTag


@transaction.atomic
def load_tags(saved: dict[str, Product]) -> int:
    """Tag what has no tag yet; returns how many tags were given."""
    tagged = set(ProductTag.objects.values_list("content_object_id", flat=True))
    words = read_table("tags.toml")
    tags = {word: Tag.objects.get_or_create(name=word)[0] for word in words}
    rows = [
        ProductTag(tag=tags[word], content_object=saved[key])
        for word, keys in words.items()
        for key in keys
        if saved[key].pk not in tagged
    ]
    return len(ProductTag.objects.bulk_create(rows))
