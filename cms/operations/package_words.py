"""What the packages we are built on say in Chinese, but not as anybody in a shop would: ours counts before theirs."""

from __future__ import annotations

from django.utils.translation import gettext_noop

# In Wagtail's menu of a page that waits for an approval: “通过 和发布”.
gettext_noop("%(label)s and Publish")
gettext_noop("Approve with comment")
# Beside every row: “28 分钟 之前”.
gettext_noop("%(time_period)s ago")
