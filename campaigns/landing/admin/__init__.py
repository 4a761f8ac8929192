"""The screens of campaigns' pages beside Wagtail's own: templates, groups with codes, blocks to copy."""
