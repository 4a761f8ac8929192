"""The screens of bulk work."""
