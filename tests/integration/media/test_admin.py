"""Pictures in Wagtail: every form refuses alike, listing and chooser work with our model."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission, UploadedFile

from cms.delivery.models import OutboxEntry
from cms.media.models import MediaImage, MediaRendition
from tests.pictures import make_jpeg, make_photo, make_png_header, save

MakeImage = Callable[..., MediaImage]
ListFiles = Callable[[], list[str]]

BAD = {
    "huge": ("huge.png", make_png_header(10_000, 10_000), "100.0 megapixels; at most 40 are allowed"),
    "words": ("tea.jpg", b"just words", "This file is not a picture"),
    "truncated": ("tea.jpg", save(make_photo(200, 200))[:2000], "This picture is damaged"),
    "misnamed": ("tea.png", make_jpeg(), "named .png but holds a JPEG picture"),
    "drawing": ("tea.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG drawings are not taken"),
    "empty": ("tea.jpg", b"", "empty"),
}


@pytest.fixture(autouse=True)
def english(settings: Any) -> None:
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def editor(client: Client, db: None) -> Client:
    client.force_login(User.objects.create_superuser("editor", "editor@example.com", "secret"))
    return client


def list_form(name: str, content: bytes, **fields: Any) -> dict[str, Any]:
    file = SimpleUploadedFile(name, content, content_type="image/jpeg")
    return {"title": "Tea", "collection": Collection.objects.get(depth=1).pk, "file": file, "tags": "", **fields}


@pytest.mark.parametrize("kind", BAD)
def test_the_add_form_refuses_in_the_file_field(editor: Client, kind: str, list_files: ListFiles) -> None:
    name, content, reason = BAD[kind]
    response = editor.post(reverse("wagtailimages:add"), list_form(name, content))
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["file"]
    assert reason in response.context["form"].errors["file"][0]
    assert_nothing_happened(list_files)


@pytest.mark.parametrize("kind", BAD)
def test_the_multiple_uploader_refuses(editor: Client, kind: str, list_files: ListFiles) -> None:
    name, content, reason = BAD[kind]
    response = editor.post(
        reverse("wagtailimages:add_multiple"),
        {
            "title": "Tea",
            "files[]": SimpleUploadedFile(name, content),
            "collection": Collection.objects.get(depth=1).pk,
        },
    )
    answer = json.loads(response.content)
    assert answer["success"] is False
    assert reason in answer["error_message"]
    assert not UploadedFile.objects.exists()
    assert_nothing_happened(list_files)


@pytest.mark.parametrize("kind", BAD)
def test_the_chooser_s_upload_refuses(editor: Client, kind: str, list_files: ListFiles) -> None:
    name, content, reason = BAD[kind]
    form = {f"image-chooser-upload-{field}": value for field, value in list_form(name, content).items()}
    response = editor.post(reverse("wagtailimages_chooser:create"), form)
    assert json.loads(response.content)["step"] == "reshow_creation_form"
    assert reason in json.loads(response.content)["htmlFragment"]
    assert_nothing_happened(list_files)


@pytest.mark.parametrize("kind", BAD)
def test_the_edit_form_refuses_and_keeps_what_there_is(
    editor: Client, kind: str, make_image: MakeImage, list_files: ListFiles
) -> None:
    image = make_image()
    OutboxEntry.objects.all().delete()
    before = MediaImage.objects.values().get()
    name, content, reason = BAD[kind]
    response = editor.post(reverse("wagtailimages:edit", args=[image.pk]), list_form(name, content, title="Other"))
    assert reason in response.context["form"].errors["file"][0]
    assert MediaImage.objects.values().get() == before
    assert [path for path in list_files() if path.startswith("original_images/")] == ["original_images/tea.jpg"]
    assert not OutboxEntry.objects.exists()


def assert_nothing_happened(list_files: ListFiles) -> None:
    assert not MediaImage.objects.exists()
    assert not OutboxEntry.objects.exists()
    assert list_files() == []


def test_adding(editor: Client) -> None:
    content = save(make_photo(300, 200))
    response = editor.post(reverse("wagtailimages:add"), list_form("tea.jpg", content, description="A cup"))
    assert response.status_code == 302
    image = MediaImage.objects.get()
    assert (image.title, image.description, image.width, image.height) == ("Tea", "A cup", 300, 200)
    assert (image.file_size, len(image.file_hash), len(image.blurhash)) == (len(content), 40, 28)
    assert list(OutboxEntry.objects.values_list("consumer", "key")) == [("renditions", f"image:{image.pk}")]
    assert not MediaRendition.objects.exists()


def test_adding_several(editor: Client) -> None:
    response = editor.post(
        reverse("wagtailimages:add_multiple"),
        {
            "title": "tea.jpg",
            "files[]": SimpleUploadedFile("tea.jpg", save(make_photo(300, 200))),
            "collection": Collection.objects.get(depth=1).pk,
        },
    )
    assert json.loads(response.content)["success"] is True
    image = MediaImage.objects.get()
    assert len(image.blurhash) == 28
    assert image.uploaded_by_user is not None
    assert list(OutboxEntry.objects.values_list("consumer", "key")) == [("renditions", f"image:{image.pk}")]


def test_choosing_and_uploading_on_the_way(editor: Client, make_image: MakeImage) -> None:
    form = {
        f"image-chooser-upload-{field}": value
        for field, value in list_form("tea.jpg", save(make_photo(300, 200))).items()
    }
    response = editor.post(reverse("wagtailimages_chooser:create"), form)
    assert json.loads(response.content)["step"] == "chosen"
    image = MediaImage.objects.get()
    assert json.loads(response.content)["result"]["id"] == str(image.pk)
    assert len(image.blurhash) == 28
    response = editor.get(reverse("wagtailimages_chooser:choose"))
    assert "Tea" in json.loads(response.content)["html"]


def test_replacing_the_file_keeps_the_old_one_for_a_while(
    editor: Client, make_image: MakeImage, list_files: ListFiles, django_capture_on_commit_callbacks: Any
) -> None:
    image = make_image()
    OutboxEntry.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        response = editor.post(
            reverse("wagtailimages:edit", args=[image.pk]), list_form("green.jpg", save(make_photo(300, 200)))
        )
    assert response.status_code == 302
    image.refresh_from_db()
    assert (image.file.name, image.width) == ("original_images/green.jpg", 300)
    assert list_files() == ["original_images/green.jpg", "original_images/tea.jpg"]
    assert sorted(OutboxEntry.objects.values_list("consumer", "key")) == [
        ("dependants", f"image:{image.pk}"),
        ("renditions", f"image:{image.pk}"),
        ("unused-files", "file:original_images/tea.jpg"),
    ]


def test_changing_words_leaves_the_file_alone(editor: Client, make_image: MakeImage) -> None:
    image = make_image(focal_point_x=10, focal_point_y=10, focal_point_width=4, focal_point_height=4)
    OutboxEntry.objects.all().delete()
    form = list_form("unsent.jpg", b"", description="Green tea")
    del form["file"]
    form |= {f"focal_point_{name}": value for name, value in (("x", 10), ("y", 10), ("width", 4), ("height", 4))}
    response = editor.post(reverse("wagtailimages:edit", args=[image.pk]), form)
    assert response.status_code == 302
    image.refresh_from_db()
    assert (image.description, image.file.name, image.width) == ("Green tea", "original_images/tea.jpg", 64)
    assert list(OutboxEntry.objects.values_list("consumer", "key")) == [("dependants", f"image:{image.pk}")]


def test_listing_makes_its_own_thumbnails_only(editor: Client, make_image: MakeImage) -> None:
    image = make_image(save(make_photo(300, 200)))
    response = editor.get(reverse("wagtailimages:index"))
    assert response.status_code == 200
    assert "Tea" in response.content.decode()
    assert [row.filter_spec for row in image.renditions.all()] == ["max-165x165"]
    assert editor.get(reverse("wagtailimages:edit", args=[image.pk])).status_code == 200


def test_rights_come_with_groups(client: Client, make_image: MakeImage) -> None:
    image = make_image()
    user = User.objects.create_user("merchandiser", "m@example.com", "secret")
    group = Group.objects.create(name="Merchandisers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    client.force_login(user)
    assert client.get(reverse("wagtailimages:index")).status_code == 302
    # Wagtail keeps picture rights at its own model whatever the site's is; the group form sets these.
    for codename in ("choose_image", "change_image"):
        GroupCollectionPermission.objects.create(
            group=group,
            collection=Collection.objects.get(depth=1),
            permission=Permission.objects.get(content_type__app_label="wagtailimages", codename=codename),
        )
    assert client.get(reverse("wagtailimages:index")).status_code == 200
    assert client.get(reverse("wagtailimages:edit", args=[image.pk])).status_code == 200
    assert client.get(reverse("wagtailimages:add")).status_code == 302


def test_the_api_s_form_refuses_too(db: None, list_files: ListFiles) -> None:
    from types import SimpleNamespace

    from wagtail.images.api.v3.form_data import build_image_form

    user = User.objects.create_superuser("editor", "editor@example.com", "secret")
    root = Collection.objects.get(depth=1).pk
    data = SimpleNamespace(model_dump=lambda **_options: {"title": "Tea", "collection_id": root})
    for name, content, reason in BAD.values():
        form = build_image_form(MediaImage, data, SimpleUploadedFile(name, content), user)
        assert not form.is_valid()
        assert reason in form.errors["file"][0]
    assert_nothing_happened(list_files)
