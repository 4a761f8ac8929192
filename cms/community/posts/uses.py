from __future__ import annotations

from cms.community.models import Post


def name_use(post: Post) -> str:
    """Under which name a post's pictures are kept."""
    return f"post:{post.key}"
