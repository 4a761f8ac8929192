from cms.members.models.consent import Consent, ConsentKind, ConsentText, ConsentWording
from cms.members.models.erasure import Erasure
from cms.members.models.member import Member

__all__ = ["Consent", "ConsentKind", "ConsentText", "ConsentWording", "Erasure", "Member"]
