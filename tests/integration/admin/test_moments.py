from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import translation

from cms.moments import write_moment, write_window

SHANGHAI = ZoneInfo("Asia/Shanghai")
EVENING = datetime(2026, 11, 11, 20, tzinfo=SHANGHAI)


def test_moments_are_written_as_the_language_writes_them() -> None:
    with translation.override("zh-hans"):
        assert write_moment(EVENING) == "2026年11月11日 20:00"
        assert write_moment(EVENING.replace(second=30)) == "2026年11月11日 20:00:30"
        assert write_window(EVENING, None) == "2026年11月11日 20:00 – "
    with translation.override("en"):
        assert write_moment(EVENING.astimezone(ZoneInfo("UTC"))) == "Nov. 11, 2026 20:00"
    assert write_moment(None) == ""
