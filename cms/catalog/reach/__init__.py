"""How far somebody's rights on products reach: whole categories, single brands, or everything."""
