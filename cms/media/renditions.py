def register() -> None:
    """Join the outbox."""
