"""Images: checks, renditions, placeholders."""
