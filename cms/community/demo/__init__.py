"""What the demo shop's members have written: as data, submitted and decided on as members and moderators would."""
