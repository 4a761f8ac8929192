from django.db import models


class StarterPage(models.Model):
    """A page of the starter handbook that was given once: deleted by somebody, it stays deleted."""

    key = models.CharField(max_length=80, unique=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.key
