"""PURE. The norms and phrases that a shop starts with."""
