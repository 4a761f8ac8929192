"""The screens of the media library beside Wagtail's own."""
