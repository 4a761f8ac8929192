"""Says what the pure modules have to say in the language of the day."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext

from cms.catalog.feeds.problems import Problem
from cms.phrases import Phrase


def translate(text: str) -> str:
    """A phrase in the active language; any other text is for people already."""
    return text.render(gettext) if isinstance(text, Phrase) else text


def translate_problem(problem: Problem) -> Problem:
    """`problem` with its reason in the active language."""
    return replace(problem, reason=translate(problem.reason))
