"""Products, offers, brands and categories; feeds in."""
