"""PURE. What a query means, how products are scored for it, and how good the order is."""
