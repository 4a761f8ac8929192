"""Pictures that the demo's members post: taken from them as any other, and made anew."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime

from PIL import Image
from wagtail.images import get_image_model

from cms.catalog.demo.scenes import read_scenes
from cms.community.models import Post
from cms.community.posts.uses import name_use
from cms.community.uploads import attaching, taking

_WIDTH = 1080


def attach_scene(post: Post, scene: str, scenes: Mapping[str, int], *, at: datetime) -> None:
    """Have `post`, which is about to be submitted, show the picture of a scene."""
    image, member = get_image_model().objects.filter(pk=scenes.get(scene)).first(), post.member
    if image is None or member is None:
        return
    with image.file.open("rb") as stored, Image.open(stored) as picture:
        picture.thumbnail((_WIDTH, _WIDTH))
        content = io.BytesIO()
        picture.save(content, "JPEG", quality=88)
    upload = taking.take_picture(content.getvalue(), member=member, at=at)
    alt = read_scenes()[scene].alt[post.locale]
    post.picture_count = attaching.attach(name_use(post), [(upload.key, alt)], member=member, at=at)
