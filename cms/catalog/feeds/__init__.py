"""Takes products in from files of any shop: reading, mapping, importing."""
