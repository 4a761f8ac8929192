"""Shows in a text what the rules have found in it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cms.community.models import ModerationFinding


def highlight(text: str, findings: Iterable[ModerationFinding]) -> SafeString:
    """`text` escaped, what was found marked and named; lines are kept by the style of what it stands in."""
    parts: list[SafeString] = []
    end = 0
    for finding in sorted(findings, key=lambda one: (one.start, -one.end)):
        # What overlaps is marked once: the list beside it names everything.
        if finding.start < end or finding.end <= finding.start or finding.end > len(text):
            continue
        parts.append(format_html("{}", text[end : finding.start]))
        label = ": ".join(filter(None, [str(finding.get_reason_display()), finding.note]))
        parts.append(
            format_html('<mark class="moderation-mark" title="{}">{}</mark>', label, text[finding.start : finding.end])
        )
        end = finding.end
    parts.append(format_html("{}", text[end:]))
    return format_html_join("", "{}", ((part,) for part in parts))
