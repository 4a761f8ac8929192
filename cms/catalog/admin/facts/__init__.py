"""Products' facts: brand, category, specifications, offers and pictures, the same in every language."""
