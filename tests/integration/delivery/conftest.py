"""A consumer that only notes what it is told, in place of the project's own."""

from __future__ import annotations

from datetime import datetime

import pytest

from cms.delivery import dependants, outbox, scheduling


class Recorder:
    """Applies by noting; `failing` keys fail until they are taken out of it."""

    def __init__(self, name: str, *, batch_size: int = 200) -> None:
        self.applied: list[list[str]] = []
        self.failing: set[str] = set()
        self.consumer = outbox.Consumer(name, self.apply, batch_size=batch_size, watches_documents=True)

    def apply(self, keys: list[str], at: datetime) -> dict[str, str]:
        self.applied.append(keys)
        return {key: "does not want to" for key in keys if key in self.failing}


@pytest.fixture
def watcher(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    """The only one who watches documents; the delivery's own consumers stay."""
    recorder = Recorder("watcher")
    monkeypatch.setattr(outbox, "_consumers", {"watcher": recorder.consumer})
    dependants.register()
    scheduling.register()
    return recorder
