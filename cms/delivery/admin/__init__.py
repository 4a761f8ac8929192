"""What editors of everything delivered need: checks before publishing, previews at a moment, links to share."""
