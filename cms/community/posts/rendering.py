"""Renders posts and boards as delivery documents, and posts that wait in the same shape for their author."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cms.catalog.rendering import list_locales, read_images
from cms.community.models import Board, BoardText, ContributionState, Post, PostProduct, Upload
from cms.community.posts.formatting import make_excerpt
from cms.community.posts.uses import name_use
from cms.community.uploads.describing import describe_all, describe_public, list_dependencies, list_pictures
from cms.delivery.kinds import Rendered
from cms.media.delivering import describe_image


def render_posts(posts: Sequence[Post]) -> list[list[Rendered]]:
    """For each post its document, none for one that nobody may see; five queries whatever the number."""
    visible = [post for post in posts if post.state == ContributionState.APPROVED]
    bodies = describe_posts(visible)
    rendered = {
        post.pk: [
            Rendered(
                key=post.key,
                locale=post.locale,
                slug=post.key,
                body=body,
                dependencies=frozenset({f"board:{body['board']}", *list_dependencies(uploads)}),
                path=body["path"],
                labels=frozenset(body["labels"]),
                listed_at=post.listed_at,
            )
        ]
        for post, (body, uploads) in zip(visible, bodies, strict=True)
    }
    return [rendered.get(post.pk, []) for post in posts]


def describe_posts(posts: Sequence[Post], *, for_author: bool = False) -> list[tuple[dict[str, Any], list[Upload]]]:
    """For each post what is said of it, and its pictures; `for_author` with those nobody else may see."""
    pictures = list_pictures([name_use(post) for post in posts])
    boards = dict(Board.objects.filter(pk__in={post.board_id for post in posts}).values_list("pk", "slug"))
    members = _read_member_keys(posts)
    products: dict[int, list[str]] = {}
    rows = PostProduct.objects.filter(post__in=[post.pk for post in posts]).order_by("position", "pk")
    for post_id, key in rows.values_list("post_id", "product__key"):
        products.setdefault(post_id, []).append(key)
    described = []
    for post in posts:
        uploads = pictures.get(name_use(post), [])
        describe = describe_all if for_author else describe_public
        images = describe(uploads, fallback=post.title)
        author = members.get(post.member_id or 0)
        described.append((_describe(post, boards[post.board_id], author, images, products.get(post.pk, [])), uploads))
    return described


def _read_member_keys(posts: Sequence[Post]) -> dict[int, str]:
    from cms.members.models import Member

    return dict(Member.objects.filter(pk__in={post.member_id for post in posts}).values_list("pk", "key"))


def _describe(
    post: Post, board: str, author: str | None, images: list[dict[str, Any]], products: list[str]
) -> dict[str, Any]:
    labels = [f"board:{board}", *(f"product:{key}" for key in products)]
    labels += [f"member:{author}"] if author else []
    labels += ["essence"] if post.is_essence else []
    labels += ["pinned"] if post.is_pinned else []
    return {
        "kind": "post",
        "key": post.key,
        "locale": post.locale,
        "slug": post.key,
        "path": post.path,
        "labels": sorted(labels),
        "listedAt": post.listed_at.isoformat() if post.listed_at else None,
        "title": post.title,
        "html": post.html,
        "excerpt": make_excerpt(post.body),
        "board": board,
        "author": author,
        "images": images,
        "products": products,
        "isPinned": post.is_pinned,
        "isEssence": post.is_essence,
        "createdAt": post.created_at.isoformat(),
        "editedAt": post.edited_at.isoformat() if post.edited_at else None,
        "seo": {"title": post.title, "description": make_excerpt(post.body)},
    }


def render_boards(boards: Sequence[Board]) -> list[list[Rendered]]:
    """For each board a document in every locale; three queries."""
    images = read_images({board.picture_id for board in boards if board.picture_id})
    texts = {
        (text.board_id, text.locale.language_code): text
        for text in BoardText.objects.filter(board__in=[board.pk for board in boards]).select_related("locale")
    }
    return [
        [_render_board(board, locale, texts.get((board.pk, locale)), images) for locale in list_locales()]
        for board in boards
    ]


def _render_board(board: Board, locale: str, text: BoardText | None, images: Any) -> Rendered:
    name = text.name if text else board.name
    picture = images.get(board.picture_id or 0)
    description = (text.description if text else "") or board.description
    path = f"/community/boards/{board.slug}"
    body = {
        "kind": "board",
        "key": board.slug,
        "locale": locale,
        "slug": board.slug,
        "path": path,
        "name": name,
        "description": description,
        "picture": describe_image(picture, fallback=name, language=locale) if picture else None,
        "position": board.position,
        "posting": board.posting,
        "tiers": sorted(board.allowed_tiers),
        "seo": {"title": name, "description": description},
    }
    dependencies = frozenset({f"image:{board.picture_id}"} if board.picture_id else ())
    return Rendered(board.slug, locale, board.slug, body, dependencies, path=path)
