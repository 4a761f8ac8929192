"""What editors write beside products: home, articles, topics, menus, and what the site says of itself."""
