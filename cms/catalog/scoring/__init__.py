"""Judges products by the norms in force: before they are published, while they are edited, and all of them."""
