"""Pictures that are there twice: found by four columns, kept for the report, merged with everything that names them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from wagtail.models import ReferenceIndex, Revision

from campaigns.landing.models import LandingPage
from cms.catalog.models import Brand, ProductContent, ProductPicture
from cms.media import renditions
from cms.media.alike import merging
from cms.media.alike.finding import find_alike, note_pairs
from cms.media.alike.rewriting import rewrite_data, rewrite_html
from cms.media.models import MediaImage, PicturePair
from tests import factories
from tests.pictures import make_photo, save

MakeImage = Callable[..., MediaImage]
PHOTO = make_photo(600, 400)


@pytest.fixture
def pair(make_image: MakeImage) -> tuple[MediaImage, MediaImage]:
    """One picture, and the same again smaller."""
    return make_image(save(PHOTO, quality=92)), make_image(save(PHOTO.resize((300, 200)), quality=60), name="s.jpg")


@pytest.fixture
def user(db: None) -> User:
    return User.objects.create_superuser("editor", "editor@example.com", "secret")


def test_the_same_file_and_the_same_picture_are_found(
    pair: tuple[MediaImage, MediaImage], make_image: MakeImage, django_assert_num_queries: Any
) -> None:
    first, smaller = pair
    again = make_image(save(PHOTO, quality=92), name="again.jpg")
    make_image(save(make_photo(600, 400, seed=7)), name="other.jpg")
    make_image(name="plain.jpg")
    with django_assert_num_queries(1):
        found = find_alike(again)
    assert [(one.image, one.is_exact) for one in found] == [(first, True), (smaller, False)]
    assert found[1].distance <= 3


def test_plain_pictures_are_alike_only_as_files(make_image: MakeImage) -> None:
    first, second = make_image(), make_image(name="b.jpg")
    third = make_image(save(make_photo(2, 2).resize((64, 48)).convert("L").point(lambda _: 99).convert("RGB")))
    assert [(one.image, one.is_exact) for one in find_alike(second)] == [(first, True)]
    assert find_alike(third) == []


def test_the_worker_keeps_pairs_once(pair: tuple[MediaImage, MediaImage]) -> None:
    for image in pair:
        assert renditions.make_missing([f"image:{image.pk}"], timezone.now()) == {}
    kept = PicturePair.objects.get()
    assert (kept.first, kept.second, kept.is_exact, kept.verdict) == (*pair, False, "")
    assert note_pairs(pair[0]) == 0


def test_a_new_file_is_no_longer_like_the_old(pair: tuple[MediaImage, MediaImage]) -> None:
    note_pairs(pair[0])
    from django.core.files.base import ContentFile

    pair[1].file = ContentFile(save(make_photo(600, 400, seed=9)), name="new.jpg")
    pair[1].save()
    note_pairs(pair[1])
    assert not PicturePair.objects.exists()


def note(pair: tuple[MediaImage, MediaImage]) -> PicturePair:
    note_pairs(pair[1])
    return PicturePair.objects.get()


@pytest.fixture
def shop(pair: tuple[MediaImage, MediaImage]) -> dict[str, Any]:
    """The second picture of the pair is a brand's logo, a product's picture, in a live text, in a draft, on a page."""
    _kept, other = pair
    brand = factories.make_brand("sony", logo=other)
    product = factories.make_product("tea")
    picture = ProductPicture.objects.create(product=product, image=other)
    value = {"image": other.pk, "decorative": False, "alt_text": "Tea"}
    content = factories.make_published("tea", product=product)
    content.pictures = content._meta.get_field("pictures").stream_block.to_python(
        [{"type": "picture", "id": "p1", "value": value}]
    )
    content = factories.publish(content)
    content.details = content._meta.get_field("details").stream_block.to_python(
        [{"type": "picture", "id": "d1", "value": value}]
    )
    content.save_revision()
    page = factories.make_landing("sale", blocks=[("picture", value), ("picture", value)], picture=other)
    return {"brand": brand, "picture": picture, "content": content, "page": page}


def list_pictures(shop: dict[str, Any]) -> dict[str, Any]:
    content = ProductContent.objects.get()
    page = LandingPage.objects.get()
    return {
        "brand": Brand.objects.get().logo_id,
        "product": list(ProductPicture.objects.values_list("image", flat=True)),
        "live row": [child["value"]["image"] for child in content.pictures.raw_data],
        "live revision": [json.loads(content.live_revision.content["pictures"])[0]["value"]["image"]],
        "draft": [
            json.loads(content.latest_revision.content[name])[0]["value"]["image"] for name in ("pictures", "details")
        ],
        "page": [page.picture_id, *(child["value"]["image"] for child in page.body.raw_data)],
        "page revision": [
            page.latest_revision.content["picture"],
            *(child["value"]["image"] for child in json.loads(page.latest_revision.content["body"])),
        ],
    }


EVERYWHERE = {"brand", "product", "live row", "live revision", "draft", "page", "page revision"}


def flatten(pictures: dict[str, Any]) -> set[int]:
    return {pk for one in pictures.values() for pk in (one if isinstance(one, list) else [one])}


def test_merging_moves_everything_and_an_undo_moves_it_back(
    pair: tuple[MediaImage, MediaImage], shop: dict[str, Any], user: User
) -> None:
    kept, other = pair
    row = note(pair)
    before, newest = list_pictures(shop), ProductContent.objects.get().latest_revision_id
    assert flatten(before) == {other.pk}
    moved = merging.merge(row.pk, keep_id=kept.pk, user=user)
    after = list_pictures(shop)
    assert set(after) == EVERYWHERE
    assert flatten(after) == {kept.pk}
    assert not ReferenceIndex.get_references_to(other).exists()
    assert ProductContent.objects.get().latest_revision_id == newest
    row.refresh_from_db()
    assert (row.verdict, row.kept, row.decided_by, len(row.changes)) == ("merged", kept, user, moved)
    assert merging.undo(row.pk, user=user) == (moved, 0)
    assert list_pictures(shop) == before
    row.refresh_from_db()
    assert (row.verdict, row.kept, row.changes) == ("", None, [])


def test_an_undo_leaves_what_was_changed_since(
    pair: tuple[MediaImage, MediaImage], shop: dict[str, Any], user: User, make_image: MakeImage
) -> None:
    kept, _other = pair
    row = note(pair)
    moved = merging.merge(row.pk, keep_id=kept.pk, user=user)
    third = make_image(name="third.jpg")
    Brand.objects.update(logo=third)
    ProductPicture.objects.all().delete()
    assert merging.undo(row.pk, user=user) == (moved - 2, 2)
    assert Brand.objects.get().logo == third


def test_a_gallery_does_not_show_the_kept_one_twice(pair: tuple[MediaImage, MediaImage], user: User) -> None:
    kept, other = pair
    product = factories.make_product("tea")
    first = ProductPicture.objects.create(product=product, image=kept, sort_order=0)
    second = ProductPicture.objects.create(product=product, image=other, sort_order=1, option="red")
    row = note(pair)
    merging.merge(row.pk, keep_id=kept.pk, user=user)
    assert list(ProductPicture.objects.all()) == [first]
    assert merging.undo(row.pk, user=user) == (1, 0)
    back = ProductPicture.objects.get(pk=second.pk)
    assert (back.image, back.option, back.sort_order, back.product) == (other, "red", 1, product)


def test_decisions_are_made_once(pair: tuple[MediaImage, MediaImage], user: User, make_image: MakeImage) -> None:
    row = note(pair)
    third = make_image(name="third.jpg")
    with pytest.raises(merging.MergeRefused):
        merging.merge(row.pk, keep_id=third.pk, user=user)
    with pytest.raises(merging.MergeRefused):
        merging.undo(row.pk, user=user)
    merging.keep_both(row.pk, user=user)
    for act in (lambda: merging.merge(row.pk, keep_id=pair[0].pk, user=user), lambda: merging.undo(row.pk, user=user)):
        with pytest.raises(merging.MergeRefused):
            act()
    assert note_pairs(pair[1]) == 0
    assert PicturePair.objects.get().verdict == "different"


def test_the_other_picture_goes_after_some_days_unless_it_is_used_again(
    pair: tuple[MediaImage, MediaImage], user: User
) -> None:
    kept, other = pair
    row = note(pair)
    merging.merge(row.pk, keep_id=kept.pk, user=user)
    now = timezone.now()
    merging.delete_merged([str(row.pk)], now)
    assert MediaImage.objects.filter(pk=other.pk).exists()
    brand = factories.make_brand("sony", logo=other)
    later = now + timedelta(days=8)
    merging.delete_merged([str(row.pk)], later)
    assert MediaImage.objects.filter(pk=other.pk).exists()
    brand.delete()
    merging.delete_merged([str(row.pk)], later)
    assert list(MediaImage.objects.all()) == [kept]


def test_rich_text_names_pictures_too() -> None:
    seen = []

    def swap(path: str, image_id: int) -> int:
        seen.append((path, image_id))
        return 9 if image_id == 5 else image_id

    html = '<p>x</p><embed alt="" embedtype="image" format="left" id="5"/><embed embedtype="media" url="u" id="5"/>'
    assert rewrite_html(html, swap, "body") == html.replace('id="5"', 'id="9"', 1)
    assert seen == [("body.embed0", 5)]


def test_a_revision_without_pictures_stays_as_it_is(db: None) -> None:
    content = factories.make_published("tea")
    revision = Revision.objects.get(pk=content.latest_revision_id)
    assert rewrite_data(ProductContent, revision.content, lambda _path, pk: pk + 1) == revision.content
