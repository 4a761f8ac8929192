"""The forms editors fill in: products, facts, categories and specification definitions."""
