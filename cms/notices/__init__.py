"""Tells people of what concerns them: in the admin, by mail, and in the robots of their groups."""
