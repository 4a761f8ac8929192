"""Products that seem to be one: found, looked at side by side, and decided on by a person."""
