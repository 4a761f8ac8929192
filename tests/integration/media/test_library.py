"""The library: where a role may put files, what the list can be narrowed to, what an upload says, how crops look."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from PIL import Image
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from cms.catalog.models import ProductPicture
from cms.media.models import MediaImage, UsageRights
from cms.media.starting import PRODUCTS, ensure_collections, find_collection
from cms.operations.roles.granting import ensure_roles
from tests import factories
from tests.integration.admin.conftest import admin, admin_client, log_in
from tests.integration.roles.test_matrix import make_person
from tests.pictures import make_jpeg, make_photo, save

__all__ = ["admin", "admin_client"]

MakeImage = Callable[..., MediaImage]


def list_titles(answer: Any) -> set[str]:
    return {image.title for image in answer.context["object_list"]}


def test_collections_are_made_once(db: None) -> None:
    assert ensure_collections() == 5
    assert ensure_collections() == 0
    with override("zh-hans"):
        names = {gettext(name) for name in ("Products", "Campaigns", "Articles", "Community pages", "Brand")}
    assert {one.name for one in Collection.get_first_root_node().get_children()} == names
    find_collection(PRODUCTS).delete()
    assert ensure_collections() == 0
    assert find_collection(PRODUCTS) is None


WHERE = {
    "head": None,
    "merchandising": {"products", "brand"},
    "members": {"community", "campaigns"},
    "campaigns": {"campaigns", "brand", "products"},
    "editors": {"articles", "brand", "community"},
    "service": set(),
    "analysts": set(),
}


@pytest.mark.parametrize("role", sorted(WHERE))
def test_each_role_changes_files_of_its_own_collections_and_chooses_any(role: str, make_image: MakeImage) -> None:
    ensure_roles()
    keys = ("products", "campaigns", "articles", "community", "brand")
    images = {key: make_image(name=f"{key}.jpg", title=key, collection=find_collection(key)) for key in keys}
    user = make_person(role)
    policy = policy_registry.get_by_type(MediaImage)
    client = log_in(user)
    wanted = set(keys) if WHERE[role] is None else WHERE[role]
    for key, image in images.items():
        assert policy.user_has_permission_for_instance(user, "change", image) is (key in wanted)
        answer = client.get(reverse("wagtailimages:edit", args=[image.pk]))
        assert (answer.status_code == 200) is (key in wanted)
    if role == "analysts":
        return
    chooser = client.get(reverse("wagtailimages_chooser:choose_results"))
    assert chooser.status_code == 200, chooser
    assert {image.title for image in chooser.context["results"]} == set(keys)
    addable = {one.pk for one in policy.collections_user_has_permission_for(user, "add")}
    if WHERE[role] is not None:
        assert addable == {find_collection(key).pk for key in wanted}


def test_the_list_is_narrowed_by_usage_and_licence(admin_client: Client, make_image: MakeImage) -> None:
    live, drafted, unused, left = (make_image(name=f"{n}.jpg", title=f"P{n}") for n in range(4))
    content = factories.make_published("tea")
    ProductPicture.objects.create(product=content.product, image=live)
    ProductPicture.objects.create(product=factories.make_product("draft"), image=drafted)
    MediaImage.objects.filter(pk=unused.pk).update(created_at=timezone.now() - timedelta(days=100))
    MediaImage.objects.filter(pk=left.pk).update(
        created_at=timezone.now() - timedelta(days=100), last_used_at=timezone.now() - timedelta(days=40)
    )
    UsageRights.objects.create(image=live, valid_until=timezone.localdate() - timedelta(days=1), kind="bought")
    UsageRights.objects.create(image=drafted, valid_until=timezone.localdate() + timedelta(days=9), kind="bought")
    expected = {
        "usage=used": {"P0", "P1"},
        "usage=live": {"P0"},
        "usage=unused": {"P2", "P3"},
        "usage=unused-30": {"P2", "P3"},
        "usage=unused-90": {"P2"},
        "licence=expired": {"P0"},
        "licence=soon": {"P1"},
        "licence=none": {"P2", "P3"},
        "usage=used&licence=soon": {"P1"},
        "usage=used&q=P1": {"P1"},
    }
    for query, titles in expected.items():
        assert list_titles(admin_client.get(f"{reverse('wagtailimages:index')}?{query}")) == titles, query
        assert admin_client.get(f"{reverse('wagtailimages:index_results')}?{query}").status_code == 200
    page = admin_client.get(reverse("wagtailimages:index") + "?layout=list").content.decode()
    assert "Used 1 time" in page


def test_an_upload_says_that_a_picture_looks_like_one_that_is_here(admin_client: Client, make_image: MakeImage) -> None:
    photo = make_photo(600, 400)
    known = make_image(save(photo), title="Known")

    def upload(content: bytes) -> dict[str, Any]:
        form = {
            "title": "New",
            "files[]": SimpleUploadedFile("new.jpg", content),
            "collection": Collection.objects.get(depth=1).pk,
        }
        return json.loads(admin_client.post(reverse("wagtailimages:add_multiple"), form).content)

    answer = upload(save(photo.resize((300, 200)), quality=70))
    assert answer["duplicate"] is True
    assert f'alt="{known.title}"' in answer["confirm_duplicate_upload"]
    assert upload(save(make_photo(600, 400, seed=8)))["duplicate"] is False


def test_the_page_of_a_picture_shows_crops_and_what_looks_the_same(admin_client: Client, make_image: MakeImage) -> None:
    photo = make_photo(600, 400)
    other = make_image(save(photo.resize((300, 200))), title="Smaller")
    image = make_image(save(photo), name="b.jpg", focal_point_x=150, focal_point_y=300)
    page = admin_client.get(reverse("wagtailimages:edit", args=[image.pk])).content.decode()
    assert page.count("object-position: 25.0% 75.0%") == 3
    assert f'<a href="{reverse("wagtailimages:edit", args=[other.pk])}">' in page


def test_a_focal_point_is_suggested_where_nobody_has_set_one(admin_client: Client, make_image: MakeImage) -> None:
    picture = Image.new("RGB", (640, 480), "white")
    picture.paste("#7a3b12", (400, 240, 600, 440))
    image = make_image(save(picture))
    address = reverse("wagtailimages:edit", args=[image.pk])
    page = admin_client.get(address).content.decode()
    sides = [int(text) for text in re.findall(r'data-focus-\w+="(\d+)"', page)]
    assert sides == pytest.approx([400, 240, 600, 440], abs=30)
    assert "Suggest a focal point" in page
    # Looking suggests; only a person saves.
    image.refresh_from_db()
    assert image.focal_point_x is None
    MediaImage.objects.update(focal_point_x=1, focal_point_y=2)
    assert "data-focus-" not in admin_client.get(address).content.decode()
    plain = make_image(make_jpeg(), name="plain.jpg")
    assert "data-focus-" not in admin_client.get(reverse("wagtailimages:edit", args=[plain.pk])).content.decode()


def test_rights_of_a_collection(admin_client: Client, make_image: MakeImage) -> None:
    ensure_collections()
    products = find_collection(PRODUCTS)
    address = reverse("media_collection_rights", args=[products.pk])
    assert address in admin_client.get(reverse("wagtailadmin_collections:edit", args=[products.pk])).content.decode()
    form = dict.fromkeys(UsageRights.TERMS, "") | {"holder": "Studio", "kind": "own", "credit": "Studio"}
    assert admin_client.get(address).status_code == 200
    assert admin_client.post(address, form).status_code == 302
    image = make_image(collection=products)
    assert (image.rights.holder, image.rights.kind) == ("Studio", "own")
    wrong = form | {"valid_from": "2030-02-02", "valid_until": "2030-02-01"}
    assert list(admin_client.post(address, wrong).context["form"].errors) == ["valid_until"]
    assert UsageRights.objects.get(collection=products).valid_until is None


def test_who_does_not_keep_collections_is_refused(db: None) -> None:
    ensure_roles()
    client = log_in(make_person("merchandising"))
    address = reverse("media_collection_rights", args=[find_collection(PRODUCTS).pk])
    assert client.get(address).status_code == 302
    assert client.post(address, {"holder": "Me"}).status_code == 302
    assert not UsageRights.objects.exists()
