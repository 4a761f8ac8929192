"""Merchandising in Wagtail's admin."""
