"""Pictures of members: nothing of the file they send is kept but its look, and nobody sees them before they may."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import ExifTags, Image, PngImagePlugin

from cms.community.models import Post, Upload
from cms.community.uploads import settling, taking
from cms.community.uploads.taking import MOST_BYTES
from cms.delivery import worker
from cms.delivery.models import OutboxEntry
from cms.media.models import MediaImage
from cms.members.models import Member
from tests import shoppers
from tests.pictures import make_animation, make_jpeg, make_photo, make_png_header, save

pytestmark = pytest.mark.django_db

PAYLOAD = b"<script>alert(1)</script><?php system($_GET[1]); ?>"


@pytest.fixture(autouse=True)
def media_folder(vitrine_data: Path, settings: Any) -> Path:
    folder = vitrine_data / "media"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(folder), "base_url": "/media/"},
        },
    }
    return folder


class Sender:
    """A member's app."""

    def __init__(self, storefront: Any, subject: str = "lin") -> None:
        self.storefront = storefront
        self.headers = storefront.sign_in(subject)

    def send(self, content: bytes, content_type: str = "image/jpeg", **headers: str) -> Any:
        given = {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return Client(enforce_csrf_checks=True).post(
            "/uploads/pictures", content, content_type=content_type, headers=given
        )

    def keep(self, content: bytes) -> Upload:
        response = self.send(content)
        assert response.status_code == 201, response.content
        return Upload.objects.get(key=response.json()["id"])

    def refuse(self, content: bytes) -> str:
        response = self.send(content, X_Vitrine_Locale="en")
        assert response.status_code == 422, response.content
        (error,) = response.json()["userErrors"]
        assert (error["field"], Upload.objects.count(), MediaImage.objects.count()) == ("picture", 0, 0)
        return error["message"]


@pytest.fixture
def lin(storefront: Any) -> Sender:
    return Sender(storefront)


def make_tracked_photo() -> bytes:
    """A photo that says where it was taken, by whom and with what, upside down, with something behind its end."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 3
    exif[ExifTags.Base.Artist] = "Lin Xia of Hangzhou"
    exif[ExifTags.Base.Make] = "SpyCam"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (30.0, 14.0, 59.0)
    return save(make_photo(320, 200), exif=exif, comment=b"call me 13800000000") + PAYLOAD


def test_the_picture_is_made_anew(lin):
    sent = make_tracked_photo()
    response = lin.send(sent)
    assert response.status_code == 201
    assert response["Cache-Control"] == "private, no-store"
    upload = Upload.objects.get()
    content = bytes(upload.content)
    assert response.json() == {
        "id": upload.key,
        "url": response.json()["url"],
        "width": 320,
        "height": 200,
        "blurhash": upload.blurhash,
    }
    for trace in (b"Hangzhou", b"SpyCam", b"1380", b"script", b"php", b"Exif"):
        assert trace in sent
        assert trace not in content
    made = Image.open(io.BytesIO(content))
    assert (made.format, made.size, dict(made.getexif())) == ("JPEG", (320, 200), {})
    assert content.endswith(b"\xff\xd9")
    # The note said upside down; now the pixels are.
    corner = Image.open(io.BytesIO(sent)).convert("RGB").crop((0, 0, 20, 20)).resize((1, 1)).getpixel((0, 0))
    other = made.crop((300, 180, 320, 200)).resize((1, 1)).getpixel((0, 0))
    assert all(abs(one - two) < 24 for one, two in zip(corner, other, strict=True))


def test_a_form_with_one_file_will_do_too(lin):
    answer = lin.storefront.client.post(
        "/uploads/pictures",
        {"picture": SimpleUploadedFile("../../etc/passwd.php", make_jpeg(), "text/html")},
        headers=lin.headers,
    )
    assert answer.status_code == 201
    assert Upload.objects.get().content_type == "image/jpeg"


def test_texts_inside_a_png_are_gone_and_what_shows_through_stays(lin):
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "secret words")
    info.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>secret words</x:xmpmeta>")
    picture = make_photo(64, 64).convert("RGBA")
    picture.putalpha(128)
    upload = lin.keep(save(picture, "PNG", pnginfo=info) + PAYLOAD)
    assert upload.content_type == "image/webp"
    assert b"secret" not in bytes(upload.content)
    assert b"script" not in bytes(upload.content)
    assert Image.open(io.BytesIO(bytes(upload.content))).mode == "RGBA"


def test_a_large_photo_becomes_as_large_as_is_shown(lin):
    upload = lin.keep(save(make_photo(3000, 2000)))
    assert (upload.width, upload.height) == (1920, 1280)
    assert upload.byte_size < MOST_BYTES / 8


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (SVG, "SVG"),
        (b"<?xml version='1.0'?>" + SVG, "SVG"),
        (b"\xef\xbb\xbf \n" + SVG, "SVG"),
        (b"<html><script>alert(1)</script></html>", "not a picture"),
        (b"%PDF-1.7", "not a picture"),
        (b"GIF89a/*" + PAYLOAD, "not a picture"),
        (b"\xff\xd8\xff\xe0" + PAYLOAD, "not a picture"),
        (b"\x89PNG\r\n\x1a\n" + PAYLOAD, "not a picture"),
        (make_jpeg(600, 400)[:-400], "damaged"),
        (make_png_header(60_000, 60_000), "megapixels"),
        (make_png_header(17_000, 10), "no side may be longer"),
        (make_animation(), "still"),
        (make_animation(format_name="WEBP"), "still"),
    ],
)
def test_what_is_no_picture_of_ours_is_refused(lin, content, said):
    assert said in lin.refuse(content)


def test_what_is_too_large_is_not_read(lin):
    response = lin.send(b"\xff\xd8\xff" + b"x" * MOST_BYTES)
    assert response.status_code == 413
    assert response.json()["errors"][0]["extensions"]["code"] == "BODY_TOO_LARGE"
    assert Upload.objects.count() == 0


@pytest.mark.parametrize(
    ("content_type", "content", "status", "code"),
    [
        ("application/json", b"{}", 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("text/plain", b"x", 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("application/x-www-form-urlencoded", b"picture=x", 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("multipart/form-data; boundary=x", b"--x--\r\n", 400, "BAD_REQUEST"),
        ("multipart/form-data", b"x", 400, "BAD_REQUEST"),
    ],
)
def test_what_is_no_upload_is_said(lin, content_type, content, status, code):
    response = lin.send(content, content_type)
    assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (status, code)


def test_two_files_at_once_are_refused(lin):
    files = {name: SimpleUploadedFile("a.jpg", make_jpeg()) for name in ("picture", "another")}
    response = lin.storefront.client.post("/uploads/pictures", files, headers=lin.headers)
    assert (response.status_code, Upload.objects.count()) == (400, 0)


def test_only_members_who_may_contribute_upload(lin, storefront):
    guest = Client().post("/uploads/pictures", make_jpeg(), content_type="image/jpeg")
    assert (guest.status_code, guest["WWW-Authenticate"]) == (401, "Bearer")
    forged = Client().post(
        "/uploads/pictures", make_jpeg(), content_type="image/jpeg", headers={"Authorization": "Bearer a.b.c"}
    )
    assert forged.status_code == 401
    shoppers.make_member("lin", is_blocked=True)
    assert lin.send(make_jpeg()).status_code == 403
    assert storefront.client.get("/uploads/pictures").status_code == 405
    assert Upload.objects.count() == 0


def test_uploads_are_counted(lin, settings):
    settings.VITRINE_RATES = {"UploadPicture": (1, 60)}
    lin.keep(make_jpeg())
    response = lin.send(make_jpeg())
    assert (response.status_code, Upload.objects.count()) == (429, 1)
    assert int(response["Retry-After"]) > 0


def test_nobody_fills_our_disk_with_pictures_that_nothing_shows(lin, monkeypatch):
    monkeypatch.setattr(taking, "MOST_UNUSED", 1)
    lin.keep(make_jpeg())
    response = lin.send(make_jpeg())
    assert (response.status_code, response.json()["userErrors"][0]["code"]) == (422, "TOO_MANY")


def test_a_private_picture_is_seen_by_its_signed_address_for_a_while(lin, monkeypatch):
    url = lin.send(make_jpeg()).json()["url"]
    seen = Client().get(url)
    assert (seen.status_code, seen["Content-Type"], seen["X-Content-Type-Options"]) == (200, "image/jpeg", "nosniff")
    assert "sandbox" in seen["Content-Security-Policy"]
    assert seen["Cache-Control"].startswith("private")
    path, _, proof = url.partition("?proof=")
    for wrong in (path, f"{path}?proof=", f"{path}?proof={proof}x", f"/uploads/pictures/other?proof={proof}"):
        assert Client().get(wrong).status_code == 404
    monkeypatch.setattr("cms.community.uploads.signing.LIFETIME", -1)
    assert Client().get(url).status_code == 404


CREATE = """mutation ($input: CreatePostInput!) { createPost(input: $input) {
  post { key images { url alt } pictureKeys } userErrors { code field } } }"""
READ = "query ($key: String!) { post(key: $key) { images { url alt width renditions { format } } pictureKeys } }"


def post_with(storefront: Any, sender: Sender, *uploads: Upload) -> dict[str, Any]:
    given = {
        "board": "tea",
        "title": "茶席",
        "body": "有图",
        "consent": "built-in-1",
        "pictures": [{"id": upload.key, "alt": f" 第 {number} 张\n"} for number, upload in enumerate(uploads, start=1)],
    }
    return storefront.ask(CREATE, {"input": given}, **sender.headers)["createPost"]


def test_a_picture_is_published_with_its_post_and_goes_with_it(lin, storefront, media_folder):
    shoppers.make_board("tea")
    first, second = lin.keep(make_jpeg()), lin.keep(save(make_photo(200, 100)))
    answer = post_with(storefront, lin, first, second)
    assert answer["userErrors"] == []
    assert [image["alt"] for image in answer["post"]["images"]] == ["第 1 张", "第 2 张"]
    assert all("?proof=" in image["url"] for image in answer["post"]["images"])
    assert answer["post"]["pictureKeys"] == [first.key, second.key]
    worker.drain(consumers=["uploads", "renditions", "dependants"])
    # It waits, so nothing of it is where everybody could see it.
    assert (MediaImage.objects.count(), [path for path in media_folder.rglob("*") if path.is_file()]) == (0, [])

    post = shoppers.approve(Post.objects.get())
    worker.drain(consumers=["uploads", "renditions", "dependants"])
    shown = storefront.ask(READ, {"key": post.key})["post"]
    assert [image["alt"] for image in shown["images"]] == ["第 1 张", "第 2 张"]
    assert {one["format"].lower() for one in shown["images"][0]["renditions"]} == {"avif", "webp", "jpeg"}
    assert shown["pictureKeys"] is None
    assert {image.collection.name for image in MediaImage.objects.all()} == {settling.COLLECTION}
    assert [upload.content for upload in Upload.objects.all()] == [None, None]
    assert Client().get(answer["post"]["images"][0]["url"].removeprefix("http://testserver")).status_code == 404

    shoppers.reject(post)
    worker.drain(consumers=["uploads", "renditions", "dependants"])
    assert (MediaImage.objects.count(), Upload.objects.count()) == (0, 2)
    assert all(upload.content for upload in Upload.objects.all())
    mine = storefront.ask(READ, {"key": post.key}, **lin.headers)["post"]
    assert all("?proof=" in image["url"] for image in mine["images"])

    shoppers.approve(Post.objects.get())
    worker.drain(consumers=["uploads", "renditions", "dependants"])
    assert MediaImage.objects.count() == 2
    delete = "mutation ($key: String!) { deletePost(input: {key: $key}) { key } }"
    storefront.ask(delete, {"key": post.key}, **lin.headers)
    assert (MediaImage.objects.count(), Upload.objects.count()) == (0, 0)


def test_pictures_are_ones_own_and_used_once(lin, storefront):
    shoppers.make_board("tea")
    chen = Sender(storefront, "chen")
    upload = lin.keep(make_jpeg())
    assert post_with(storefront, chen, upload)["userErrors"] == [{"code": "BAD_PICTURE", "field": "pictures"}]
    assert post_with(storefront, lin, upload, upload)["userErrors"][0]["code"] == "BAD_PICTURE"
    assert post_with(storefront, lin, upload)["userErrors"] == []
    assert post_with(storefront, lin, upload)["userErrors"][0]["code"] == "BAD_PICTURE"
    assert Post.objects.count() == 1


def test_a_change_keeps_adds_and_drops_pictures(lin, storefront):
    shoppers.make_board("tea")
    first, second = lin.keep(make_jpeg()), lin.keep(make_jpeg(colour="red"))
    key = post_with(storefront, lin, first, second)["post"]["key"]
    third = lin.keep(make_jpeg(colour="blue"))
    update = """mutation ($input: UpdatePostInput!) { updatePost(input: $input) {
      post { pictureKeys } userErrors { code } } }"""
    pictures = [{"id": third.key}, {"id": second.key}]
    given = {"key": key, "board": "tea", "title": "茶席", "body": "换图", "pictures": pictures}
    answer = storefront.ask(update, {"input": given}, **lin.headers)["updatePost"]
    assert answer == {"post": {"pictureKeys": [third.key, second.key]}, "userErrors": []}
    assert set(Upload.objects.values_list("key", flat=True)) == {second.key, third.key}


def test_what_nothing_shows_after_a_day_is_deleted(lin, storefront):
    shoppers.make_board("tea")
    unused, used = lin.keep(make_jpeg()), lin.keep(make_jpeg())
    post_with(storefront, lin, used)
    due = OutboxEntry.objects.filter(consumer=settling.UPLOADS)
    assert set(due.values_list("key", flat=True)) == {unused.key, used.key}
    assert all(entry.available_at > timezone.now() + timedelta(hours=23) for entry in due)
    settling.settle([unused.key, used.key], timezone.now())
    assert Upload.objects.count() == 2
    settling.settle([unused.key, used.key], timezone.now() + timedelta(days=1, seconds=1))
    assert Upload.objects.get().key == used.key
    assert Member.objects.count() == 1
