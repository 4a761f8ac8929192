"""@name in what colleagues write."""
