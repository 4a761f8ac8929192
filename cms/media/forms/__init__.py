"""The forms behind every way a person or an API client gives us a file."""

from cms.media.forms.document import DocumentForm
from cms.media.forms.picture import PictureForm
from cms.media.forms.video import VideoForm

__all__ = ["DocumentForm", "PictureForm", "VideoForm"]
