"""Renditions: all of them, once, and nothing half done."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from wagtail.images.rect import Rect

from cms.delivery import outbox
from cms.delivery.models import OutboxEntry
from cms.media import disposal, encoding, renditions
from cms.media.ladder import list_steps, name_spec
from cms.media.models import MediaImage, MediaRendition
from tests.pictures import make_animation, make_jpeg, make_photo, save

MakeImage = Callable[..., MediaImage]
ListFiles = Callable[[], list[str]]


def list_outbox() -> list[tuple[str, str]]:
    return sorted(OutboxEntry.objects.values_list("consumer", "key"))


def work(image: MediaImage) -> dict[str, str]:
    """Apply the consumer to `image`, after emptying the outbox."""
    OutboxEntry.objects.all().delete()
    return renditions.make_missing([f"image:{image.pk}"], timezone.now())


def read_specs(image: MediaImage) -> set[str]:
    return set(MediaRendition.objects.filter(image=image).values_list("filter_spec", flat=True))


def test_the_consumer_is_registered_in_small_batches() -> None:
    assert outbox.get_consumer("renditions").apply is renditions.make_missing
    assert outbox.get_consumer("renditions").batch_size == 1
    assert not outbox.get_consumer("renditions").watches_documents


def test_every_width_in_every_format(make_image: MakeImage, media_folder: Path) -> None:
    image = make_image(save(make_photo(700, 350)))
    assert work(image) == {}
    rows = {row.filter_spec: row for row in MediaRendition.objects.filter(image=image)}
    assert set(rows) == {name_spec(step) for step in list_steps(700, has_transparency=False)}
    assert len(rows) == 12
    for width, height in ((160, 80), (320, 160), (640, 320), (700, 350)):
        for format_name in ("avif", "webp", "jpeg"):
            row = rows[f"width-{width}|format-{format_name}"]
            assert (row.width, row.height) == (width, height)
            with Image.open(media_folder / row.file.name) as picture:
                assert (picture.format, picture.size, picture.mode) == (format_name.upper(), (width, height), "RGB")
    assert ("dependants", f"image:{image.pk}") in list_outbox()


def test_transparency_is_kept(make_image: MakeImage, media_folder: Path) -> None:
    picture = Image.new("RGBA", (200, 100), (0, 0, 0, 0))
    picture.paste((200, 0, 0, 255), (0, 0, 100, 100))
    image = make_image(save(picture, "PNG"), name="logo.png")
    assert work(image) == {}
    assert read_specs(image) == {name_spec(step) for step in list_steps(200, has_transparency=True)}
    for row in MediaRendition.objects.filter(image=image):
        with Image.open(media_folder / row.file.name) as made:
            alpha = made.convert("RGBA").getchannel("A").tobytes()[: row.width]
            assert alpha[5] > 245
            assert alpha[-5] < 10


def test_photos_are_upright_and_tell_nothing_of_the_camera(make_image: MakeImage, media_folder: Path) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera"
    image = make_image(save(make_photo(400, 200), exif=exif, comment=b"at home"))
    assert (image.width, image.height) == (200, 400)
    assert work(image) == {}
    for row in MediaRendition.objects.filter(image=image):
        with Image.open(media_folder / row.file.name) as made:
            assert made.size == (row.width, row.width * 2)
            assert not made.getexif()
            assert not {"exif", "icc_profile", "comment", "xmp"} & {k for k, v in made.info.items() if v}


def test_a_cmyk_photo_becomes_rgb(make_image: MakeImage, media_folder: Path) -> None:
    image = make_image(save(make_photo(200, 100).convert("CMYK")))
    assert work(image) == {}
    row = MediaRendition.objects.get(image=image, filter_spec="width-200|format-jpeg")
    with Image.open(media_folder / row.file.name) as made:
        assert made.mode == "RGB"


def test_a_long_strip(make_image: MakeImage) -> None:
    image = make_image(make_jpeg(200, 16_000))
    assert work(image) == {}
    assert MediaRendition.objects.get(image=image, filter_spec="width-200|format-webp").height == 16_000
    assert MediaRendition.objects.get(image=image, filter_spec="width-160|format-avif").height == 12_800


def test_an_animation_has_none(make_image: MakeImage, list_files: ListFiles) -> None:
    image = make_image(make_animation(3), name="turn.gif")
    assert work(image) == {}
    assert read_specs(image) == set()
    assert list_files() == ["original_images/turn.gif"]
    assert list_outbox() == []


def test_a_second_time_changes_nothing(
    make_image: MakeImage, list_files: ListFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = make_image(save(make_photo(300, 200)))
    work(image)
    before = list_files(), list(MediaRendition.objects.order_by("pk").values())
    monkeypatch.setattr(encoding, "decode", None)
    assert work(image) == {}
    assert (list_files(), list(MediaRendition.objects.order_by("pk").values())) == before
    assert list_outbox() == []


def test_only_what_is_missing_is_made(make_image: MakeImage, monkeypatch: pytest.MonkeyPatch) -> None:
    image = make_image(save(make_photo(300, 200)))
    work(image)
    kept = dict(MediaRendition.objects.values_list("filter_spec", "pk"))
    del kept["width-160|format-webp"]
    MediaRendition.objects.filter(filter_spec="width-160|format-webp").delete()
    made: list[Any] = []
    encode_steps = encoding.encode_steps

    def noted(picture: Image.Image, steps: list[Any]) -> Any:
        made.extend(steps)
        return encode_steps(picture, steps)

    monkeypatch.setattr(encoding, "encode_steps", noted)
    assert work(image) == {}
    assert made == [(160, "webp")]
    after = dict(MediaRendition.objects.values_list("filter_spec", "pk"))
    assert {spec: pk for spec, pk in after.items() if spec != "width-160|format-webp"} == kept
    assert len(after) == len(kept) + 1


def test_what_is_not_on_the_ladder_any_more_goes(make_image: MakeImage, list_files: ListFiles) -> None:
    image = make_image(save(make_photo(300, 200)))
    work(image)
    MediaRendition.objects.create(
        image=image, filter_spec="width-200|format-webp", file="renditions/old.webp", width=200, height=133
    )
    MediaRendition.objects.create(image=image, filter_spec="max-165x165", file="images/thumb.jpg", width=9, height=9)
    assert work(image) == {}
    specs = read_specs(image)
    assert "width-200|format-webp" not in specs
    assert "max-165x165" in specs
    assert list_outbox() == [
        ("dependants", f"image:{image.pk}"),
        ("unused-files", "file:renditions/old.webp"),
    ]


def test_a_crop_round_a_focal_point_that_moved_goes(make_image: MakeImage) -> None:
    image = make_image(save(make_photo(300, 200)))
    work(image)
    old = _move_focal_point(image, 50, 50).get_rendition("fill-40x40")
    new = _move_focal_point(image, 200, 120).get_rendition("fill-40x40")
    assert new.pk != old.pk
    assert work(image) == {}
    assert set(MediaRendition.objects.filter(filter_spec="fill-40x40")) == {new}


def _move_focal_point(image: MediaImage, x: int, y: int) -> MediaImage:
    image.set_focal_point(Rect.from_point(x, y, 20, 20))
    image.save()
    return MediaImage.objects.get(pk=image.pk)


def test_a_missing_file_fails_alone(make_image: MakeImage, media_folder: Path) -> None:
    good, bad = make_image(name="good.jpg"), make_image(name="bad.jpg")
    (media_folder / bad.file.name).unlink()
    failures = renditions.make_missing([f"image:{bad.pk}", f"image:{good.pk}"], timezone.now())
    assert list(failures) == [f"image:{bad.pk}"]
    assert failures[f"image:{bad.pk}"].startswith(
        f"the file original_images/bad.jpg of picture {bad.pk} cannot be read: [Errno 2] No such file"
    )
    assert read_specs(bad) == set()
    assert len(read_specs(good)) == 3


def test_a_broken_file_fails_alone(make_image: MakeImage, media_folder: Path) -> None:
    bad = make_image(save(make_photo(300, 200)))
    path = media_folder / bad.file.name
    path.write_bytes(path.read_bytes()[:3000])
    failures = work(bad)
    assert "truncated" in failures[f"image:{bad.pk}"]
    path.write_bytes(b"words")
    assert "not a picture" in work(bad)[f"image:{bad.pk}"]
    assert read_specs(bad) == set()
    assert list_outbox() == []


def test_a_picture_that_is_gone_is_no_failure(db: None) -> None:
    assert renditions.make_missing(["image:987654"], timezone.now()) == {}


def test_killed_between_files_and_rows(
    make_image: MakeImage, list_files: ListFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = make_image(save(make_photo(300, 200)))
    OutboxEntry.objects.all().delete()
    now = timezone.now()
    with monkeypatch.context() as patch:

        def die(*args: Any, **kwargs: Any) -> None:
            raise SystemExit

        patch.setattr(renditions, "_store", die)
        with pytest.raises(SystemExit):
            renditions.make_renditions(image, at=now)
    orphans = set(list_files()) - {image.file.name}
    assert len(orphans) == 6
    assert read_specs(image) == set()
    assert list_outbox() == [("unused-files", f"renditions-of:{image.pk}")]

    assert renditions.make_renditions(image, at=now) == 6
    assert len(list_files()) == 1 + 12
    key = f"renditions-of:{image.pk}"
    # Too early: they may be another worker's, being written.
    assert disposal.delete_unused([key], now) == {}
    assert len(list_files()) == 1 + 12
    assert disposal.delete_unused([key], now + timedelta(days=1, minutes=1)) == {}
    assert set(list_files()) == {image.file.name, *MediaRendition.objects.values_list("file", flat=True)}
    assert not orphans & set(list_files())


def test_replaced_while_being_made(
    make_image: MakeImage, monkeypatch: pytest.MonkeyPatch, list_files: ListFiles
) -> None:
    image = make_image(save(make_photo(300, 200)))
    stale = MediaImage.objects.get(pk=image.pk)
    image.file = ContentFile(save(make_photo(200, 200, seed=2)), name="new.jpg")
    image.save()
    OutboxEntry.objects.all().delete()
    assert renditions.make_renditions(stale, at=timezone.now()) == 0
    assert read_specs(image) == set()
    assert list_outbox() == [("unused-files", f"renditions-of:{image.pk}")]


def test_deleted_while_being_made(make_image: MakeImage, list_files: ListFiles, media_folder: Path) -> None:
    image = make_image(save(make_photo(300, 200)))
    stale = MediaImage.objects.get(pk=image.pk)
    content = (media_folder / image.file.name).read_bytes()
    image.delete()
    (media_folder / stale.file.name).parent.mkdir(exist_ok=True)
    (media_folder / stale.file.name).write_bytes(content)
    assert renditions.make_renditions(stale, at=timezone.now()) == 0
    assert not MediaRendition.objects.exists()
    later = timezone.now() + timedelta(days=1, minutes=1)
    assert disposal.delete_unused([f"renditions-of:{stale.pk}"], later) == {}
    assert list_files() == [stale.file.name]
    assert not (media_folder / "renditions" / str(stale.pk)).exists()


def test_one_decode_for_all(make_image: MakeImage, monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL.JpegImagePlugin import JpegImageFile

    image = make_image(save(make_photo(700, 350)))
    loads: list[int] = []
    load = JpegImageFile.load
    monkeypatch.setattr(JpegImageFile, "load", _counting(load, loads))
    assert work(image) == {}
    assert len(loads) == 1


def _counting(load: Any, loads: list[int]) -> Any:
    def counted(self: Any) -> Any:
        if self.tile:
            loads.append(1)
        return load(self)

    return counted


def test_the_whole_way_through_the_outbox(make_image: MakeImage) -> None:
    image = make_image(save(make_photo(300, 200)))
    consumer = outbox.get_consumer("renditions")
    claim = outbox.claim(consumer, at=timezone.now(), worker="test/1/a")
    assert claim is not None
    assert claim.keys == [f"image:{image.pk}"]
    outbox.settle(claim, consumer.apply(claim.keys, timezone.now()), at=timezone.now())
    assert not OutboxEntry.objects.filter(consumer="renditions").exists()
    assert len(read_specs(image)) == 6


def test_bytes_of_a_rendition_are_smaller_than_the_photo(make_image: MakeImage, media_folder: Path) -> None:
    content = save(make_photo(640, 480), quality=95)
    image = make_image(content)
    work(image)
    sizes = {
        name: len((media_folder / row.file.name).read_bytes())
        for row in MediaRendition.objects.filter(image=image)
        if (name := row.filter_spec).startswith("width-640")
    }
    assert max(sizes.values()) < len(content)
    assert io.BytesIO(content).read(2) == b"\xff\xd8"
