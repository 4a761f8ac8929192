"""The editors' side of the catalogue, in Wagtail's admin."""
