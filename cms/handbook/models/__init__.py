"""Pages of the handbook, who has read them, and what was said about them."""

from cms.handbook.models.note import HandbookNote
from cms.handbook.models.page import HandbookPage
from cms.handbook.models.reading import HandbookReading
from cms.handbook.models.starter import StarterPage
from cms.handbook.models.version import HandbookVersion

__all__ = ["HandbookNote", "HandbookPage", "HandbookReading", "HandbookVersion", "StarterPage"]
