"""Reports and settings for the people who look after the shop."""
