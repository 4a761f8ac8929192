"""PURE. What a product's information has to be like, and how near it comes to that: norms, findings, a score."""
