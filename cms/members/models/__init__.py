from cms.members.models.member import Member

__all__ = ["Member"]
