"""What a server that cannot be brought says."""


class ServerError(RuntimeError):
    """A server that cannot be brought; the message says what to do."""
