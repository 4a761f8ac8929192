"""Norms, restricted phrases and evidence in the admin, and the report of what they find."""
