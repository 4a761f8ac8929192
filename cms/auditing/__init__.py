"""Who changed what in the admin, and what it was before."""
