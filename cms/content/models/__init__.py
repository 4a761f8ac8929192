from cms.content.models.home import HomePage

__all__ = ["HomePage"]
