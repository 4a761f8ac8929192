"""Renders landing pages as delivery documents: the same for publishing and for preview."""
