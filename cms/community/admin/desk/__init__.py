"""What brings the moderators' pages into Wagtail: menu, addresses, rights, and the home page."""
