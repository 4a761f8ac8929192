"""Message catalogues without GNU gettext: found in the code, merged, checked and compiled in Python alone."""
