"""What others may want to hear of an import."""

from django.dispatch import Signal

feed_imported = Signal()
"""A command has taken a file in: `command` is its name, `file` and `report` are paths (`report` None without one),
`summary` the figures, `at` when. Not sent for a dry run."""
