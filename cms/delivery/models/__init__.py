from cms.delivery.models.delivered import DeliveredByPublishing, DeliveredOnSave
from cms.delivery.models.document import DeliveryDocument, DocumentDependency, DocumentLabel
from cms.delivery.models.outbox import OutboxEntry
from cms.delivery.models.page import DeliveredPage

__all__ = [
    "DeliveredByPublishing",
    "DeliveredOnSave",
    "DeliveredPage",
    "DeliveryDocument",
    "DocumentDependency",
    "DocumentLabel",
    "OutboxEntry",
]
