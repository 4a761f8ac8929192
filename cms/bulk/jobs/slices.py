"""How long a worker stays with one job before it looks at others, and before its claim might run out."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


@dataclass
class Slice:
    """A turn of some seconds; what is not done in it goes on in the next."""

    seconds: float = 20.0
    started: float = field(default_factory=time.monotonic)

    def is_over(self) -> bool:
        return time.monotonic() - self.started >= self.seconds
