"""Puts content beside pages into Wagtail's admin."""

from wagtail.contrib.settings.registry import register_setting
from wagtail.snippets.models import register_snippet

from cms.content.admin.viewsets import ContentGroup
from cms.content.models import SiteProfile

register_snippet(ContentGroup)
register_setting(SiteProfile, name="site", icon="site", order=10)
