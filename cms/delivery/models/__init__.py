from cms.delivery.models.delivered import DeliveredByPublishing, DeliveredOnSave
from cms.delivery.models.document import DeliveryDocument, DocumentDependency
from cms.delivery.models.outbox import OutboxEntry

__all__ = [
    "DeliveredByPublishing",
    "DeliveredOnSave",
    "DeliveryDocument",
    "DocumentDependency",
    "OutboxEntry",
]
