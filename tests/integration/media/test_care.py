"""The pages that look after the library: licences that end, pictures nobody has described, pictures twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, GroupCollectionPermission
from wagtail.users.models import UserProfile

from cms import today
from cms.catalog.models import ProductPicture
from cms.delivery.models import OutboxEntry
from cms.delivery.problems import PublishRefused
from cms.media.admin.licences import LICENCES, read_licences
from cms.media.alike.finding import note_pairs
from cms.media.alternatives import list_missing
from cms.media.models import MediaImage, PicturePair, UsageRights
from cms.media.rights import telling
from tests import factories, pages
from tests.integration.admin.conftest import admin, admin_client, log_in
from tests.pictures import make_photo, save

__all__ = ["admin", "admin_client"]

MakeImage = Callable[..., MediaImage]
DAY = timedelta(days=1)


def make_editor(*collections: Collection) -> Client:
    """Somebody who may change what is in `collections`."""
    user = User.objects.create_user("editor", "e@example.com", "secret")
    UserProfile.objects.create(user=user, preferred_language="en")
    group = Group.objects.create(name="Some")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    right = Permission.objects.get(content_type__app_label="wagtailimages", codename="change_image")
    for collection in collections:
        GroupCollectionPermission.objects.create(group=group, collection=collection, permission=right)
    return log_in(user)


def end_in(image: MediaImage, days: int, **fields: Any) -> UsageRights:
    return UsageRights.objects.create(image=image, valid_until=timezone.localdate() + days * DAY, **fields)


# Licences


def test_the_list_of_licences(admin_client: Client, make_image: MakeImage) -> None:
    over, last_day, soon, later = (make_image(name=f"{n}.jpg", title=f"Picture {n}") for n in range(4))
    for image, days in ((over, -1), (last_day, 0), (soon, 30), (later, 31)):
        end_in(image, days)
    factories.make_brand("sony", logo=over)
    answer = admin_client.get(reverse("media_licences"))
    assert [(row.file, row.is_over, row.uses) for row in answer.context["rows"]] == [
        (over, True, 1),
        (last_day, False, 0),
        (soon, False, 0),
    ]
    answer = admin_client.get(reverse("media_licences"), {"state": "expired"})
    assert [row.file for row in answer.context["rows"]] == [over]
    assert "Ran out 1 day ago" in answer.content.decode()


def test_everybody_sees_what_they_may_change(make_image: MakeImage) -> None:
    root = Collection.objects.get(depth=1)
    ours, theirs = root.add_child(name="Ours"), root.add_child(name="Theirs")
    mine, other = make_image(collection=ours), make_image(collection=theirs, name="b.jpg")
    for image in (mine, other):
        end_in(image, -3)
    client = make_editor(ours)
    assert [row.file for row in client.get(reverse("media_licences")).context["rows"]] == [mine]
    user = User.objects.get(username="editor")
    assert read_licences(user, at=timezone.now()).count == 1
    user.groups.clear()
    assert read_licences(User.objects.get(pk=user.pk), at=timezone.now()) is None
    assert client.get(reverse("media_licences")).status_code == 302


def test_the_list_takes_as_many_queries_for_one_as_for_many(
    admin_client: Client, make_image: MakeImage, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in (1, 8):
        for place in range(number):
            image = make_image(name=f"{number}-{place}.jpg")
            end_in(image, -1)
            image.get_rendition("max-165x165")
        admin_client.get(reverse("media_licences"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            admin_client.get(reverse("media_licences"))
        counts.append(len(queries) - sum("rendition" in one["sql"].lower() for one in queries))
    assert counts[0] == counts[1]


def test_home_says_what_ends(admin: User, make_image: MakeImage) -> None:
    assert LICENCES in today.list_questions()
    assert read_licences(admin, at=timezone.now()).count == 0
    end_in(make_image(title="Over"), -2)
    end_in(make_image(title="Soon", name="b.jpg"), 3)
    answer = read_licences(admin, at=timezone.now())
    assert (answer.count, answer.is_alarming) == (2, True)
    assert [(entry.title, entry.is_late) for entry in answer.entries] == [("Over", True), ("Soon", False)]


def test_a_licence_that_ran_out_warns_or_refuses(make_image: MakeImage, settings: Any) -> None:
    settings.LANGUAGE_CODE = "en"
    image = make_image(description="Tea")
    content = factories.make_published("tea")
    ProductPicture.objects.create(product=content.product, image=image)
    value = {"image": image.pk, "alt_text": "", "decorative": False}
    page = factories.make_landing("sale", blocks=[("picture", value)])
    rights = end_in(image, -1)
    for source, place in ((content, "Pictures"), (page, "Content")):
        found = [one for one in source.list_problems(at=timezone.now()) if "licence" in one.text]
        assert [(one.level, one.place) for one in found] == [("warning", place)]
        assert found[0].text.startswith("The licence of “Tea” ran out on ")
    assert found[0].block == "block-0"
    factories.publish(content)
    settings.MEDIA_EXPIRED_BLOCKS = True
    for source in (content, page):
        assert source.live
        with pytest.raises(PublishRefused):
            factories.publish(source)
        source.refresh_from_db()
        # What is live stays live.
        assert source.live
    rights.valid_until = timezone.localdate()
    rights.save()
    assert factories.publish(content).live


def test_a_text_that_chooses_its_pictures_is_not_asked_about_the_others(make_image: MakeImage) -> None:
    over, fine = make_image(), make_image(name="b.jpg")
    content = factories.make_published("tea")
    ProductPicture.objects.create(product=content.product, image=over)
    end_in(over, -1)
    content.pictures = content._meta.get_field("pictures").stream_block.to_python(
        [{"type": "picture", "id": "p", "value": {"image": fine.pk, "alt_text": "", "decorative": False}}]
    )
    assert list(content.list_problems(at=timezone.now())) == []


def test_owners_hear_once(make_image: MakeImage, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[list[UsageRights]] = []
    monkeypatch.setattr(telling, "_tellers", [lambda found: heard.append(list(found))])
    rights = end_in(make_image(), 10)
    later = end_in(make_image(name="b.jpg"), 90)
    entries = OutboxEntry.objects.filter(consumer="media-rights").order_by("pk")
    assert [entry.key for entry in entries] == [str(rights.pk), str(later.pk)]
    assert entries[1].available_at.date() == (timezone.now() + 60 * DAY).date()
    for _time in range(2):
        telling.tell_of_ending([str(rights.pk), str(later.pk)], timezone.now())
    assert heard == [[rights]]
    rights.refresh_from_db()
    assert rights.told_at is not None


# Words


def show(image: MediaImage, *, live: bool = True, key: str = "tea") -> None:
    product = factories.make_product(key)
    ProductPicture.objects.create(product=product, image=image)
    for locale, title in (("zh-hans", "龙井"), ("en", "Longjing")):
        content = factories.make_draft(product, locale=locale, title=title)
        if live:
            factories.make_offer(product, f"{key}-{locale}")
            factories.publish(content)


def test_only_pictures_that_shoppers_see_are_listed(make_image: MakeImage) -> None:
    shown, drafted, unused, decorates, said = (
        make_image(name=f"{n}.jpg", is_decorative=n == 3, description="杯" if n == 4 else "") for n in range(5)
    )
    show(shown)
    show(drafted, live=False, key="draft")
    for place, image in enumerate((decorates, said)):
        show(image, key=f"more-{place}")
    images = MediaImage.objects.all()
    assert list(list_missing(images, "zh-hans")) == [shown]
    assert set(list_missing(images, "en")) == {shown, said}
    assert unused not in list_missing(images, "en")


def test_pictures_of_pages_are_listed_while_they_are_live(make_image: MakeImage) -> None:
    image = make_image()
    article = pages.make_article(picture=image)
    assert list(list_missing(MediaImage.objects.all(), "en")) == [image]
    article.unpublish()
    assert list(list_missing(MediaImage.objects.all(), "en")) == []


def test_many_are_described_at_once(admin_client: Client, make_image: MakeImage) -> None:
    first, second, third = (make_image(name=f"{n}.jpg", title=f"IMG_{n}") for n in range(3))
    for place, image in enumerate((first, second, third)):
        show(image, key=f"tea-{place}")
    address = reverse("media_alt_texts") + "?language=en"
    rows = admin_client.get(address).context["rows"]
    assert [(row.image, row.suggestion) for row in rows] == [
        (third, "Longjing, picture 3"),
        (second, "Longjing, picture 2"),
        (first, "Longjing"),
    ]
    OutboxEntry.objects.all().delete()
    form = {f"alt-{first.pk}": " A cup ", f"alt-{second.pk}": "", f"alt-{third.pk}": "", f"decorative-{third.pk}": "on"}
    assert admin_client.post(address, form).status_code == 302
    saved = {image.pk: (image.alt_texts, image.is_decorative) for image in MediaImage.objects.all()}
    assert saved == {first.pk: ({"en": "A cup"}, False), second.pk: ({}, False), third.pk: ({}, True)}
    told = set(OutboxEntry.objects.filter(consumer="dependants").values_list("key", flat=True))
    assert told == {f"image:{first.pk}", f"image:{third.pk}"}
    assert [row.image for row in admin_client.get(address).context["rows"]] == [second]


def test_words_in_the_shop_s_own_language_are_the_description(admin_client: Client, make_image: MakeImage) -> None:
    image = make_image()
    show(image)
    admin_client.post(reverse("media_alt_texts") + "?language=zh-hans", {f"alt-{image.pk}": "一杯茶"})
    image.refresh_from_db()
    assert (image.description, image.alt_texts) == ("一杯茶", {})


def test_nobody_describes_what_they_may_not_change(make_image: MakeImage) -> None:
    root = Collection.objects.get(depth=1)
    image = make_image(collection=root.add_child(name="Theirs"))
    client = make_editor(root.add_child(name="Ours"))
    answer = client.post(reverse("media_alt_texts"), {f"alt-{image.pk}": "A cup"}, follow=True)
    assert "Nothing was written" in answer.content.decode()
    image.refresh_from_db()
    assert image.description == ""


# Duplicates


def test_pairs_side_by_side_are_merged_and_undone(admin_client: Client, make_image: MakeImage) -> None:
    photo = make_photo(600, 400)
    first, second = make_image(save(photo)), make_image(save(photo.resize((300, 200))), name="b.jpg")
    brand = factories.make_brand("sony", logo=second)
    note_pairs(second)
    pair = PicturePair.objects.get()
    answer = admin_client.get(reverse("media_duplicates"))
    assert [[(side["image"], side["uses"]) for side in one["sides"]] for one in answer.context["pairs"]] == [
        [(first, 0), (second, 1)]
    ]
    address = reverse("media_decide", args=[pair.pk])
    answer = admin_client.post(address, {"keep": first.pk}, follow=True)
    assert "Merged: moved in 1 place." in answer.content.decode()
    assert answer.context["pairs"] == []
    brand.refresh_from_db()
    assert brand.logo == first
    answer = admin_client.post(address, {"keep": "undo"}, follow=True)
    assert "Put back in 1 place." in answer.content.decode()
    brand.refresh_from_db()
    assert brand.logo == second
    admin_client.post(address, {"keep": "both"})
    assert admin_client.get(reverse("media_duplicates")).context["pairs"] == []


def test_nobody_merges_what_they_may_not_change(make_image: MakeImage) -> None:
    root = Collection.objects.get(depth=1)
    ours, theirs = root.add_child(name="Ours"), root.add_child(name="Theirs")
    first, second = make_image(collection=ours), make_image(collection=theirs, name="b.jpg")
    note_pairs(second)
    client = make_editor(ours)
    assert client.get(reverse("media_duplicates")).context["pairs"] == []
    answer = client.post(reverse("media_decide", args=[PicturePair.objects.get().pk]), {"keep": first.pk})
    assert answer.status_code == 302
    assert PicturePair.objects.get().verdict == ""


def test_when_something_stopped_using_a_picture_is_known(make_image: MakeImage) -> None:
    image = make_image()
    brand = factories.make_brand("sony", logo=image)
    image.refresh_from_db()
    assert image.last_used_at is None
    brand.logo = None
    brand.save()
    image.refresh_from_db()
    assert image.last_used_at is not None
