"""Who may do what in this installation, as it stands: a page to read, and a file to keep."""
