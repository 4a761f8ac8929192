"""Pictures of products, one row a file of an archive: which product, which place, what it takes the place of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from cms.bulk.cells.columns import Column
from cms.bulk.cells.kinds import Cell, ImageKind, TextKind
from cms.bulk.models import BulkJob, RowState
from cms.bulk.subjects.reaching import require_reach
from cms.bulk.subjects.subject import Circumstances, Done, Key, RowRefused, Subject, Target
from cms.catalog.admin import saving
from cms.catalog.models import Product, ProductContent, ProductPicture
from cms.catalog.norms.judging import judge
from cms.catalog.norms.values import Picture
from cms.catalog.norms.values import Subject as Judged
from cms.catalog.scoring.saying import say
from cms.catalog.scoring.standing import find_standing
from cms.catalog.selectors import name_products
from cms.catalog.taxonomy import Taxonomy
from cms.media.models import MediaImage

_CODES = {"picture_small", "picture_ratio", "picture_heavy"}


class Pictures(Subject):
    name = "pictures"
    label = gettext_lazy("Product pictures")
    icon = "image"
    explanation = gettext_lazy(
        "A ZIP, or many files at once, each named by its SKU: TEA-1.jpg, TEA-1_2.png, TEA-1-main.webp, TEA-1/03.jpg. "
        "Shoppers see them as soon as they are written."
    )
    takes_tables = False
    check_batch = 10

    def __init__(self) -> None:
        self.changed: set[str] = set()

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("product", gettext_lazy("Product key"), TextKind(120), is_identity=True),
            Column("option", gettext_lazy("of the variant"), TextKind(120), is_identity=True),
            Column("place", gettext_lazy("Place"), TextKind(3), is_identity=True),
            Column("file", gettext_lazy("File"), TextKind(300), is_shown_only=True, width=40),
            Column("made", gettext_lazy("New in the library"), TextKind(1), is_shown_only=True),
            Column("image", gettext_lazy("Picture"), ImageKind(), is_required=True),
        )

    def list_columns(self) -> Sequence[Column]:
        return self.columns

    def may_use(self, user: Any) -> bool:
        images = policy_registry.get_by_type(MediaImage)
        return user.has_perm("catalog.change_product") and images.user_has_permission(user, "add")

    def choose(self, request: Any) -> Any:
        return None

    def count(self, chosen: Any) -> int:
        return 0

    def iterate(self, chosen: Any) -> Iterator[Target]:
        return iter(())

    def make_key(self, cells: Mapping[str, Cell]) -> Key:
        return tuple(str(cells.get(name) or "") for name in ("product", "option", "place"))

    def find(self, keys: Sequence[Key], *, locks: bool) -> dict[Key, Target]:
        products = {one.key: one for one in Product.objects.filter(key__in={key[0] for key in keys}).order_by("pk")}
        if locks:
            list(Product.objects.select_for_update().filter(key__in=products).order_by("pk").values_list("pk"))
        titles = name_products(product.pk for product in products.values())
        groups: dict[tuple[int, str], list[ProductPicture]] = {}
        rows = ProductPicture.objects.filter(product__in=products.values()).order_by("sort_order", "pk")
        for picture in rows:
            groups.setdefault((picture.product_id, picture.option), []).append(picture)
        found = {}
        for key in keys:
            product = products.get(key[0])
            pictures = groups.get((product.pk, key[1]), []) if product else []
            place = int(key[2]) if key[2].isdecimal() else 0
            if product is not None and 0 < place <= len(pictures):
                found[key] = _make_target(key, titles.get(product.pk, product.key), product, pictures[place - 1])
        return found

    def make_target(self, key: Key) -> Target:
        product = Product.objects.filter(key=key[0]).first()
        if product is None:
            raise RowRefused(_("There is no product “%(key)s” any more.") % {"key": key[0]})
        return _make_target(key, name_products([product.pk]).get(product.pk, product.key), product, None)

    def check(self, target: Target, changes: Mapping[str, Any], circumstances: Circumstances) -> None:
        if not circumstances.user.has_perm("catalog.change_product"):
            raise RowRefused(_("You may not change products. Ask for the right, or delete the row."))
        require_reach(circumstances.user, Product.objects.filter(key=target.key[0]).first())
        image_id = changes.get("image")
        if image_id is None or not MediaImage.objects.filter(pk=image_id).exists():
            raise RowRefused(_("The picture was deleted meanwhile. Upload it again."), "image")

    def find_remarks(self, rows: Sequence[tuple[Target, Mapping[str, Any]]]) -> list[list[str]]:
        """What the norms say of each picture, and whether a text shows others in its place."""
        images = MediaImage.objects.in_bulk([changes["image"] for _target, changes in rows])
        products = Product.objects.filter(key__in={target.key[0] for target, _changes in rows})
        known = {product.key: product for product in products}
        contents = ProductContent.objects.filter(product__in=known.values())
        choosing = {content.product_id for content in contents if len(content.pictures)}
        taxonomy = Taxonomy(category_ids={one.category_id for one in known.values() if one.category_id})
        said = []
        for target, changes in rows:
            product, image = known.get(target.key[0]), images.get(changes["image"])
            path = taxonomy.list_path(product.category_id) if product is not None and product.category_id else []
            categories = [category.key for category in path]
            remarks = _judge(image, categories, is_first=target.key[2] == "1") if product and image else []
            if product is not None and product.pk in choosing:
                remarks.append(_("A text of this product chooses its own pictures: there it is not shown."))
            said.append(remarks)
        return said

    def write(self, target: Target, changes: Mapping[str, Any], circumstances: Circumstances) -> dict[str, Any]:
        picture = target.object
        if picture is None:
            product = Product.objects.get(key=target.key[0])
            last = product.pictures.order_by("-sort_order").values_list("sort_order", flat=True).first()
            picture = ProductPicture(product=product, option=target.key[1], sort_order=0 if last is None else last + 1)
        picture.image_id = changes["image"]
        picture.save()
        log(instance=picture.product, action="wagtail.edit", user=circumstances.user, data={"picture": target.key[2]})
        self.changed.add(target.key[0])
        return {}

    def restore(self, target: Target, done: Done, circumstances: Circumstances) -> None:
        require_reach(circumstances.user, target.object)
        before = done.before["image"]
        if before is not None and not MediaImage.objects.filter(pk=before).exists():
            raise RowRefused(_("The picture that was there before has been deleted since."), "image")
        self.write(target, done.before, circumstances)

    def remove(self, target: Target, circumstances: Circumstances) -> None:
        require_reach(circumstances.user, target.object)
        target.object.delete()
        self.changed.add(target.key[0])

    def finish(self, at: datetime) -> None:
        if self.changed:
            saving.announce_products(self.changed, at=at)
        self.changed = set()

    def drop(self, job: BulkJob) -> None:
        """Delete what was taken in for rows that nobody has confirmed."""
        waiting = job.rows.filter(state__in=(RowState.NEW, RowState.CHANGED, RowState.BAD))
        made = [cells["image"] for cells in waiting.values_list("cells", flat=True) if cells.get("made")]
        used = ProductPicture.objects.filter(image__in=made).values_list("image", flat=True)
        MediaImage.objects.filter(pk__in=set(map(int, made)) - set(used)).delete()


def _make_target(key: Key, title: str, product: Product, picture: ProductPicture | None) -> Target:
    name = _("%(title)s, picture %(number)s") % {"title": title, "number": key[2]}
    values = {
        "product": key[0],
        "option": key[1],
        "place": key[2],
        "file": "",
        "made": "",
        "image": picture.image_id if picture else None,
    }
    return Target(key, name, values, picture, reverse("catalogue_product:edit", args=[product.pk]))


def _judge(image: MediaImage, categories: Sequence[str], *, is_first: bool) -> list[str]:
    standing = find_standing()
    if not standing.number:
        return []
    language = get_language() or "zh-hans"
    picture = Picture(image.width, image.height, image.file_size, alt=image.title)
    subject = Judged(locale=language, title=image.title, pictures=(picture,))
    verdict = judge(subject, standing.choose(categories, language))
    wanted = _CODES if is_first else _CODES - {"picture_ratio"}
    return [say(finding).text for finding in verdict.findings if finding.flaw.code in wanted]
