"""The name under which the worker hears of what the demo shop opened without."""

CONSUMER = "demo_pictures"
