"""Notices, how people want to hear of them, and the robots that post them elsewhere."""

from cms.notices.models.channels import ChannelFormat, ChannelMessage, NoticeChannel
from cms.notices.models.notices import Notice, NoticePreference

__all__ = ["ChannelFormat", "ChannelMessage", "Notice", "NoticeChannel", "NoticePreference"]
