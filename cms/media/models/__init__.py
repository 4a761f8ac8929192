"""Pictures, what may be done with them and with other files, and which pictures are alike."""

from cms.media.models.alike import PicturePair, Verdict
from cms.media.models.captions import VideoCaption
from cms.media.models.collections import ProvidedCollection
from cms.media.models.picture import MediaImage, MediaRendition
from cms.media.models.rights import KINDS_OF_FILES, LicenceKind, UsageRights

__all__ = [
    "KINDS_OF_FILES",
    "LicenceKind",
    "MediaImage",
    "MediaRendition",
    "PicturePair",
    "ProvidedCollection",
    "UsageRights",
    "Verdict",
    "VideoCaption",
]
