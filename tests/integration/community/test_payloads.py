"""Nothing that is typed into a review, a question or an answer becomes markup anywhere it is shown."""

from __future__ import annotations

import re

import pytest

from cms.community import texts
from cms.community.admin.moderation.highlighting import highlight
from cms.community.models import ModerationFinding
from tests import payloads

PAYLOADS = [*payloads.MARKUP, *payloads.ADDRESSES]
_TAG = re.compile(r"<(?!/?p>|br>)")


def test_the_corpus_is_large() -> None:
    assert len(PAYLOADS) >= 150


@pytest.mark.parametrize("payload", PAYLOADS)
def test_texts_keep_what_was_typed_as_words(payload: str) -> None:
    for text in (payload, f"before {payload} after", f"a\n\n{payload}\nb"):
        html = texts.render_text(text)
        assert not _TAG.search(html), html
        findings = [ModerationFinding(reason="link", field="body", start=1, end=len(text) // 2, note=payload)]
        shown = highlight(text, findings)
        # The only markup is the mark itself.
        assert not re.search(r"<(?!mark class=\"moderation-mark\" title=\"[^\"<>]*\">|/mark>)", shown), shown
