"""Pictures named by SKU: one archive, looked at before anything is changed, and taken back whole."""

from __future__ import annotations

import io
import stat
from functools import cache
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cms.bulk.files.tables import TableError
from cms.bulk.jobs import checking, picture_rows
from cms.bulk.jobs.slices import Slice
from cms.bulk.models import BulkFile, BulkJob, JobState, RowState
from cms.bulk.pictures import archive as archives
from cms.bulk.pictures.archive import FileRefused, open_archive
from cms.catalog.models import Offer, ProductPicture
from cms.media.models import MediaImage
from cms.media.starting import ensure_collections
from tests import factories
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.bulk.tables import act, work_off
from tests.integration.media.conftest import media_folder
from tests.pictures import make_photo, make_png_header, save

__all__ = ["media_folder"]

pytestmark = pytest.mark.django_db


@cache
def make_picture(seed: int) -> bytes:
    """The same bytes for the same seed: the grain of a photo is made anew each time."""
    return save(make_photo(60, 60, seed=seed))


def pack(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def upload(client: Client, files: dict[str, bytes], name: str = "pictures.zip") -> BulkJob:
    file = SimpleUploadedFile(name, pack(files))
    answer = client.post(reverse("bulk:upload", args=["pictures"]), {"files": file})
    assert answer.status_code == 302, answer.context["form"].errors
    work_off()
    return BulkJob.objects.latest("pk")


def list_rows(job: BulkJob) -> list[tuple[Any, ...]]:
    return [(row.key, row.state, row.cells["file"]) for row in job.rows.order_by("number")]


def keep_picture(product: Any, seed: int, **fields: Any) -> ProductPicture:
    image = MediaImage.objects.create(title="Old", file=ContentFile(make_picture(seed), name=f"old-{seed}.jpg"))
    return ProductPicture.objects.create(product=product, image=image, **fields)


def test_pictures_find_their_products_and_places(admin_client: Client) -> None:
    ensure_collections()
    tea = factories.make_product("tea")
    factories.make_offer(tea, "TEA-1")
    old = keep_picture(tea, 1)
    cup = factories.make_product("cup", variant_axes=["colour"])
    factories.make_offer(cup, "CUP-R", options={"colour": "red"})
    job = upload(
        admin_client,
        {
            "TEA-1.jpg": make_picture(11),
            "TEA-1_2.png": save(make_photo(60, 60, seed=12), "PNG"),
            "tea-1_5.jpg": make_picture(13),
            "CUP-R/01.jpg": make_picture(14),
            "cup.jpg": make_picture(15),
            "NOPE.jpg": make_picture(16),
            "TEA-1-main.jpg": make_picture(17),
            "tea-1_3.txt": b"words",
            "__MACOSX/x.jpg": b"",
            ".DS_Store": b"",
        },
    )
    assert job.state == JobState.READY
    assert not BulkFile.objects.exists()
    assert {(tuple(key), state, file) for key, state, file in list_rows(job)} == {
        (("tea", "", "1"), "changed", "TEA-1.jpg"),
        (("tea", "", "1"), "bad", "TEA-1-main.jpg"),
        (("tea", "", "2"), "new", "TEA-1_2.png"),
        (("tea", "", "4"), "new", "tea-1_5.jpg"),
        (("cup", "red", "1"), "new", "CUP-R/01.jpg"),
        (("cup", "", "1"), "new", "cup.jpg"),
        ((), "bad", "NOPE.jpg"),
        ((), "bad", "tea-1_3.txt"),
    }
    # Nothing is changed before somebody has confirmed it.
    assert list(ProductPicture.objects.all()) == [old]
    page = admin_client.get(reverse("bulk:job", args=[job.pk])).content.decode()
    assert "There is no SKU or product key “NOPE”." in page
    assert page.count("<img") >= 5


def test_confirmed_written_and_taken_back(admin_client: Client) -> None:
    tea = factories.make_published("tea").product
    old = keep_picture(tea, 1, sort_order=0)
    before = old.image_id
    job = upload(admin_client, {"tea.jpg": make_picture(11), "tea_2.jpg": make_picture(12)})
    act(admin_client, job, "confirm")
    job.refresh_from_db()
    assert (job.state, job.rows.filter(state=RowState.WRITTEN).count()) == (JobState.DONE, 2)
    pictures = list(ProductPicture.objects.order_by("sort_order", "pk"))
    assert [picture.sort_order for picture in pictures] == [0, 1]
    assert pictures[0].pk == old.pk
    assert before not in {picture.image_id for picture in pictures}
    assert {picture.image.title for picture in pictures} == {"tea 1", "tea 2"}
    act(admin_client, job, "undo")
    assert list(ProductPicture.objects.values_list("pk", "image")) == [(old.pk, before)]


def test_an_undo_leaves_what_somebody_has_changed_since(admin_client: Client) -> None:
    tea = factories.make_product("tea")
    keep_picture(tea, 1)
    job = upload(admin_client, {"tea.jpg": make_picture(11)})
    act(admin_client, job, "confirm")
    other = keep_picture(factories.make_product("x"), 5).image
    ProductPicture.objects.filter(product=tea).update(image=other)
    act(admin_client, job, "undo")
    assert job.rows.get().state == RowState.KEPT
    assert ProductPicture.objects.get(product=tea).image == other


def test_a_picture_that_is_here_already_is_used(admin_client: Client) -> None:
    factories.make_product("tea")
    known = keep_picture(factories.make_product("x"), 3).image
    job = upload(admin_client, {"tea.jpg": make_picture(3)})
    assert job.rows.get().changes == {"image": [None, known.pk]}
    assert MediaImage.objects.count() == 1
    admin_client.post(reverse("bulk:dismiss", args=[job.pk]))
    assert MediaImage.objects.count() == 1


def test_what_is_dismissed_leaves_no_picture(admin_client: Client) -> None:
    factories.make_product("tea")
    job = upload(admin_client, {"tea.jpg": make_picture(3), "tea_2.jpg": make_picture(4)})
    assert MediaImage.objects.count() == 2
    admin_client.post(reverse("bulk:dismiss", args=[job.pk]))
    job.refresh_from_db()
    assert (job.state, MediaImage.objects.count()) == (JobState.DISMISSED, 0)


def test_a_restart_in_the_middle_loses_nothing(admin_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    factories.make_product("tea")
    files = {f"tea_{number}.jpg": make_picture(number) for number in range(1, 25)}
    admin_client.post(reverse("bulk:upload", args=["pictures"]), {"files": SimpleUploadedFile("p.zip", pack(files))})
    job = BulkJob.objects.get()
    taken: list[str] = []
    take = picture_rows.take_picture
    monkeypatch.setattr(picture_rows, "take_picture", lambda *a, **k: (taken.append(a[1].path), take(*a, **k))[1])
    over = Slice(seconds=-1)
    assert checking.check(job.pk, over) is False
    job.refresh_from_db()
    assert (job.read_until, job.rows.count(), MediaImage.objects.count()) == (10, 10, 10)
    while not checking.check(job.pk, over):
        pass
    job.refresh_from_db()
    assert (job.state, job.rows.count(), MediaImage.objects.count()) == (JobState.READY, 24, 24)
    assert taken == [f"tea_{number}.jpg" for number in range(1, 25)]


def test_pictures_themselves_become_an_archive(admin_client: Client) -> None:
    factories.make_product("tea")
    files = [SimpleUploadedFile(f"tea_{number}.jpg", make_picture(number)) for number in (1, 2)]
    answer = admin_client.post(reverse("bulk:upload", args=["pictures"]), {"files": files})
    assert answer.status_code == 302
    work_off()
    assert [row.key for row in BulkJob.objects.get().rows.all()] == [["tea", "", "1"], ["tea", "", "2"]]
    both = [SimpleUploadedFile("a.zip", pack({"tea.jpg": b"x"})), SimpleUploadedFile("tea.jpg", make_picture(1))]
    answer = admin_client.post(reverse("bulk:upload", args=["pictures"]), {"files": both})
    assert answer.context["form"].errors == {"files": ["Choose either one ZIP or pictures, not both at once."]}


def test_who_may_not_add_pictures_is_refused() -> None:
    client = log_in(make_user("catalog.change_product"))
    assert client.get(reverse("bulk:upload", args=["pictures"])).status_code == 302
    assert not BulkJob.objects.exists()


def test_it_has_no_table(admin_client: Client) -> None:
    for name in ("download", "template"):
        assert admin_client.get(reverse(f"bulk:{name}", args=["pictures"])).status_code == 404


def test_an_ambiguous_name_is_refused(admin_client: Client) -> None:
    for key in ("a", "b"):
        factories.make_offer(factories.make_product(f"product-{key}"), {"a": "A", "b": "A-2"}[key])
    job = upload(admin_client, {"A-2.jpg": make_picture(1)})
    assert job.rows.get().problems == [
        [
            "",
            "It could be of any of these: product-a · 2, product-b · 1. Put it into a folder named by the SKU.",
        ]
    ]
    assert not MediaImage.objects.exists()


# Archives somebody made to do harm, or on another system


def read_all(content: bytes) -> dict[str, str]:
    """By name what becomes of each file: its size, or why it is refused."""
    said = {}
    with open_archive(content) as opened:
        for file in opened.files:
            try:
                said[file.path] = str(len(opened.read(file)))
            except FileRefused as refusal:
                said[file.path] = str(refusal)
    return said


def test_names_from_a_chinese_windows() -> None:
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        info = ZipInfo("x.jpg")
        info.filename = "茶叶_2.jpg".encode("gbk").decode("cp437")
        archive.writestr(info, b"1")
    content = packed.getvalue()
    # What was written in UTF-8 because Python does so is written as Windows does: plain bytes, no flag.
    utf8, gbk = info.filename.encode(), "茶叶_2.jpg".encode("gbk")
    assert content.count(utf8) == 2
    assert read_all(_replace_names(content, utf8, gbk)) == {"茶叶_2.jpg": "1"}


def _replace_names(content: bytes, old: bytes, new: bytes) -> bytes:
    """An archive of one file under another name, written anew by hand."""
    with ZipFile(io.BytesIO(content)) as archive:
        data = archive.read(archive.infolist()[0])
    import struct
    import zlib

    crc = zlib.crc32(data)
    sizes = (crc, len(data), len(data), len(new))
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 0, 0, 33, *sizes, 0) + new + data
    central = (
        struct.pack(
            "<4sHHHHHHIIIHHHHHII",
            *(b"PK\1\2", 20, 20, 0, 0, 0, 33, crc, len(data), len(data), len(new), 0, 0, 0, 0, 0, 0),
        )
        + new
    )
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def test_bombs_links_and_ways_out_are_refused(settings: Any) -> None:
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 3 * 1024 * 1024
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("bomb.jpg", b"\0" * 2 * 1024 * 1024)
        archive.writestr("large.jpg", b"\0" * 4 * 1024 * 1024)
        archive.writestr("../out.jpg", b"x")
        link = ZipInfo("link.jpg")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("inner.zip", pack({"tea.jpg": b"x"}))
        archive.writestr("\\back\\slash.jpg", b"x")
    said = read_all(packed.getvalue())
    assert said["bomb.jpg"].startswith("It is packed in a way that no picture is.")
    assert "at most 3.0" in said["large.jpg"]
    assert said["../out.jpg"].startswith("Its name leads out of the archive.")
    assert said["link.jpg"].startswith("It is a link to another file.")
    assert said["back/slash.jpg"] == "1"
    # It is read as any file is, and then is no picture.
    assert said["inner.zip"].isdecimal()


def test_archives_that_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for content in (b"", b"PK", b"words", pack({})):
        with pytest.raises(TableError), open_archive(content):
            pass
    monkeypatch.setattr(archives, "MOST_FILES", 2)
    with pytest.raises(TableError, match="more than 2 files"), open_archive(pack(dict.fromkeys("abc", b"x"))):
        pass
    monkeypatch.setattr(archives, "_LARGEST_UNPACKED", 3)
    with pytest.raises(TableError, match="1 GB"), open_archive(pack(dict.fromkeys("ab", b"xx"))):
        pass


def test_a_broken_archive_refuses_the_job(admin_client: Client) -> None:
    file = SimpleUploadedFile("pictures.zip", b"PK\x03\x04 and nothing")
    admin_client.post(reverse("bulk:upload", args=["pictures"]), {"files": file})
    work_off()
    job = BulkJob.objects.get()
    assert job.state == JobState.REFUSED
    assert job.error.startswith("It is no ZIP archive")


def test_what_is_no_picture_is_refused_with_its_reason(admin_client: Client) -> None:
    factories.make_product("tea")
    job = upload(
        admin_client, {"tea.png": make_png_header(10_000, 10_000), "tea_2.jpg": save(make_photo(500, 500))[:-4000]}
    )
    reasons = [row.problems[0][1] for row in job.rows.order_by("number")]
    assert "megapixels" in reasons[0]
    assert "damaged" in reasons[1]
    assert not MediaImage.objects.exists()


def test_offers_are_asked_for_together(django_assert_num_queries: Any) -> None:
    from cms.bulk.pictures.matching import Matcher

    tea = factories.make_product("tea")
    for number in range(30):
        factories.make_offer(tea, f"T{number}")
    assert Offer.objects.count() == 30
    with open_archive(pack({f"T{number}.jpg": b"x" for number in range(30)})) as opened, django_assert_num_queries(3):
        matcher = Matcher(opened.files)
        places = [matcher.match(file) for file in opened.files]
    assert len({place.number for place in places}) == 30
