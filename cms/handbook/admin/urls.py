"""Addresses of the handbook."""

from __future__ import annotations

from typing import Any

from django.urls import path

from cms.handbook.admin import acting, reading


def list_urls() -> list[Any]:
    return [
        path("", reading.IndexView.as_view(), name="index"),
        path("print/", reading.show_print, name="print_all"),
        path("changes/", acting.ChangesView.as_view(), name="changes"),
        path("changes/tell/", acting.leave_note, name="tell"),
        path("feedback/", acting.NotesView.as_view(), name="notes"),
        path("readers/", acting.ReadersView.as_view(), name="readers"),
        path("<int:pk>/", reading.PageView.as_view(), name="page"),
        path("<int:pk>/beside/", reading.show_beside, name="beside"),
        path("<int:pk>/print/", reading.show_print, name="print"),
        path("<int:pk>/read/", acting.confirm_reading, name="read"),
        path("<int:pk>/helpful/", acting.judge_page, name="judge"),
        path("<int:pk>/note/", acting.leave_note, name="note"),
        path("<int:pk>/check/", acting.check_page, name="check"),
        path("<int:pk>/restore/", acting.RestoreView.as_view(), name="restore"),
    ]
