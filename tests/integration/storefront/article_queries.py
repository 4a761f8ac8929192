"""What a storefront may ask of articles and topics, by their keys, and blocks for articles to have."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from cms.content.models import ArticlePage

ARTICLE = """
query ArticlePage($key: String!, $locale: String) {
  article(key: $key, locale: $locale) {
    id
    key
    locale
    isFallback
    path
    translations { locale path }
    kind
    title
    lead
    picture { ...Picture }
    breadcrumbs { title path }
    publishedAt
    updatedAt
    readingMinutes
    author { ...Byline }
    coAuthors { ...Byline }
    topics { key title path }
    series {
      position
      total
      series { title path }
      previous { title path }
      next { title path }
    }
    review {
      product { ...ProductCard }
      scores { label score maximum }
      pros
      cons
      verdict
    }
    howTo { minutesNeeded tools materials }
    steps { title html image { ...Picture } }
    body {
      __typename
      ... on HeadingBlock { id text }
      ... on TextBlock { id html }
      ... on PictureBlock { id image { ...Picture } }
      ... on TextAndPictureBlock { id heading html side image { ...Picture } }
      ... on QuestionsBlock { id items { question html } }
      ... on ProductCardsBlock { id heading note products { ...ProductCard } }
      ... on QuoteBlock { id text source }
      ... on VideoBlock { id title url embedUrl platform image { ...Picture } }
      ... on TableBlock { id caption columns { heading isNumber } rows }
    }
    citations { title publisher url }
    related(first: 4) { ...ArticleCard }
    seo { title description canonical isIndexed jsonLd image { url width height } }
  }
  serverTime
}

fragment Picture on Image {
  url
  width
  height
  alt
  blurhash
  focalPoint { x y }
  avif: srcset(widths: [480, 960, 1600], format: AVIF)
  webp: srcset(widths: [480, 960, 1600])
}

fragment Byline on Author {
  key
  name
  path
  role
  credentials
  picture { url width height alt webp: srcset(widths: [96, 192]) }
}

fragment ArticleCard on Article {
  key
  path
  kind
  title
  lead
  picture { url width height alt blurhash webp: srcset(widths: [320, 640]) }
  publishedAt
  readingMinutes
}

fragment ProductCard on Product {
  id
  key
  path
  title
  brand { name }
  image { url width height alt webp: srcset(widths: [320, 640]) }
  price { amount currency formatted }
  listPrice { formatted }
  isAvailable
}
"""

LIST = """
query ArticleList(
  $kind: ArticleKind
  $topic: String
  $author: String
  $series: String
  $first: Int = 12
  $after: String
  $locale: String
) {
  articles(
    kind: $kind
    topic: $topic
    author: $author
    series: $series
    first: $first
    after: $after
    locale: $locale
  ) {
    totalCount
    nodes { ...ArticleCard }
    pageInfo { hasNextPage endCursor }
  }
}

fragment ArticleCard on Article {
  id
  key
  path
  kind
  title
  lead
  picture { url width height alt blurhash webp: srcset(widths: [320, 640, 960]) }
  author { name path }
  topics { title path }
  publishedAt
  readingMinutes
}
"""

TOPIC = """
query TopicPage($key: String!, $first: Int = 12, $after: String, $locale: String) {
  topic(key: $key, locale: $locale) {
    id
    key
    locale
    isFallback
    path
    translations { locale path }
    title
    html
    picture { url width height alt blurhash focalPoint { x y } webp: srcset(widths: [480, 960, 1600]) }
    breadcrumbs { title path }
    featured { ...ArticleCard }
    articles(first: $first, after: $after) {
      totalCount
      nodes { ...ArticleCard }
      pageInfo { hasNextPage endCursor }
    }
    products(first: 24) { ...ProductCard }
    seo { title description canonical isIndexed jsonLd image { url width height } }
  }
}

fragment ArticleCard on Article {
  id
  key
  path
  kind
  title
  lead
  picture { url width height alt blurhash webp: srcset(widths: [320, 640, 960]) }
  publishedAt
  readingMinutes
}

fragment ProductCard on Product {
  id
  key
  path
  title
  brand { name }
  image { url width height alt webp: srcset(widths: [320, 640]) }
  price { amount currency formatted }
  listPrice { formatted }
  isAvailable
}
"""


def cards(*keys: str, id: str = "cards") -> dict[str, Any]:
    """A block of product cards as a StreamField stores it."""
    items = [{"type": "item", "value": key, "id": f"{id}-{place}"} for place, key in enumerate(keys)]
    return {"type": "products", "id": id, "value": {"heading": "同款", "note": "", "products": items}}


def text(html: str, id: str = "text") -> dict[str, Any]:
    return {"type": "text", "id": id, "value": html}


def at(day: int) -> datetime:
    return datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=day)


def read_page(storefront: Any, article: ArticlePage, **variables: Any) -> dict[str, Any]:
    variables = {"key": article.delivered_key, **variables}
    return storefront.ask(ARTICLE, variables)["article"]


def list_titles(storefront: Any, **variables: Any) -> list[str]:
    return [one["title"] for one in storefront.ask(LIST, variables)["articles"]["nodes"]]
