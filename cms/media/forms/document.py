"""The form of a document."""

from __future__ import annotations

from wagtail.documents.forms import BaseDocumentForm

from cms.media.forms.rights import RightsMixin


class DocumentForm(RightsMixin, BaseDocumentForm):
    """Wagtail's document form, with the rights of what it holds."""

    rights_of = "document"

    class Meta(BaseDocumentForm.Meta):
        pass
