"""Every page of ours can be scheduled in the admin: its form has the moments it goes live and ends."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.models import get_page_models

from cms.delivery.models import DeliveredPage


@pytest.mark.parametrize("model", [one for one in get_page_models() if issubclass(one, DeliveredPage)])
def test_a_page_has_a_schedule(model: Any) -> None:
    fields = model.get_edit_handler().get_form_class().base_fields
    assert {"go_live_at", "expire_at"} <= set(fields)
