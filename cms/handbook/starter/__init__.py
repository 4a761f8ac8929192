"""PURE. The handbook a shop starts with, in both languages."""
