"""PURE. What the rules make of a product, from what is known of it."""
