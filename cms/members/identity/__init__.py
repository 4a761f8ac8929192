"""Signed tokens of the shop's identity provider, and who they say is there."""
