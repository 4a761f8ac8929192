"""From an archive to rows that can be compared: each picture is taken in once, before anybody has confirmed it.

What nobody confirms is deleted again; a picture that is here already is used instead of a second one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from cms.bulk.jobs.comparing import Candidate
from cms.bulk.pictures.archive import Archive, FileRefused, PictureFile
from cms.bulk.pictures.matching import Matcher, Place
from cms.bulk.subjects.subject import RowRefused
from cms.media.models import MediaImage
from cms.media.starting import PRODUCTS, find_collection

MADE = "made"


def read_rows(archive: Archive, *, user: Any, after: int) -> Iterator[Candidate]:
    """The rows behind number `after`, one a file."""
    matcher = Matcher(archive.files)
    collection = choose_collection(user)
    for file in archive.files:
        cells: dict[str, Any] = {"file": file.path}
        try:
            place = matcher.match(file)
            if file.number <= after:
                continue
            if collection is None:
                raise RowRefused(_("You may not add pictures. Ask for the right to add to a collection."))
            image, is_new = take_picture(archive.read(file), file, place, collection=collection, user=user)
        except (RowRefused, FileRefused) as refusal:
            if file.number > after:
                yield Candidate(file.number, cells, str(refusal))
            continue
        except ValidationError as refusal:
            yield Candidate(file.number, cells, " ".join(refusal.messages))
            continue
        cells |= {"product": place.product, "option": place.option, "place": str(place.number), "image": image.pk}
        yield Candidate(file.number, {**cells, MADE: "1"} if is_new else cells)


def take_picture(
    content: bytes, file: PictureFile, place: Place, *, collection: Collection, user: Any
) -> tuple[MediaImage, bool]:
    """The picture in `content`, and whether it is new here. Raises ValidationError for what is no picture."""
    name = PurePosixPath(file.path).name[-100:]
    image = MediaImage(
        title=f"{place.product} {place.number}"[:255],
        file=ContentFile(content, name=name),
        collection=collection,
        uploaded_by_user=user,
    )
    # Read and brought into shape first: then its file has the sum under which it would be here already.
    image._set_image_file_metadata()
    mine = policy_registry.get_by_type(MediaImage).instances_user_has_permission_for(user, "choose")
    known = mine.filter(file_hash=image.file_hash).order_by("pk").first()
    if known is not None:
        return known, False
    image.save()
    return image, True


def choose_collection(user: Any) -> Collection | None:
    """The collection of products where `user` may add to it, else the first they may add to."""
    if user is None:
        return None
    allowed = policy_registry.get_by_type(MediaImage).collections_user_has_permission_for(user, "add")
    wanted = find_collection(PRODUCTS)
    if wanted is not None and allowed.filter(pk=wanted.pk).exists():
        return wanted
    return allowed.order_by("path").first()
