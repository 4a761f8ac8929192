"""What the demo shop shows of it."""
