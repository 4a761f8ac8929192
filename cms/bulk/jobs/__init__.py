"""Bulk jobs step by step: looked at, confirmed, written, undone; each step goes on where a restart left it."""
