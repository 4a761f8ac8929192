"""Members in the admin: found, exported, erased and blocked by service staff; never edited."""
