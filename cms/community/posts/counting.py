from __future__ import annotations

from cms.community.models import Post, Reply


def count_replies(post_id: int) -> None:
    """Bring the count of a post's replies up to date. The post is held, so that no two who count miss each other."""
    Post.objects.select_for_update().filter(pk=post_id).values_list("pk").first()
    count = Reply.objects.visible().filter(post=post_id).count()
    Post.objects.filter(pk=post_id).update(reply_count=count)
