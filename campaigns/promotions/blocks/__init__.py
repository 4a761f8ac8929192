"""Blocks that a promotion is built of: which products, on which conditions, and what it does."""
