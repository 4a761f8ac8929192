"""Templates of pages and blocks: shipped ones, and those that editors saved."""
