"""What editors own: catalogue, media, and the documents delivered from them."""
