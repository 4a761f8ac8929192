"""Blocks that home pages, landing pages and others are built from; `cms.content.rendering` makes typed data of them."""
