"""Which products: a list somebody chose, or a rule that is resolved again whenever a product changes."""
