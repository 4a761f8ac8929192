"""Reviews of products: written by members, counted for each product, and seen to where they are low."""
