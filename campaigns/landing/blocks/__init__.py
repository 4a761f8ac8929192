"""What landing pages are built from: the shared blocks, and those of campaigns."""
