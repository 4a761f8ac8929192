"""Codes of their own: made in batches, taken by members, revoked and looked up."""
