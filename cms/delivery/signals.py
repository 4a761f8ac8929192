"""What others may want to hear of: sent once it is written down, and to receivers that may fail."""

from django.dispatch import Signal

entries_gave_up = Signal()
"""Outbox entries are dead: `consumer` is its name, `keys` and `error` what and why."""

schedule_failed = Signal()
"""What was to go live or to end by itself could not: `source` is the object, `error` why. Sent at every attempt."""
