from cms.operations.models.approval import ApprovalTask
from cms.operations.models.provided import ProvidedApproval, ProvidedRole

__all__ = ["ApprovalTask", "ProvidedApproval", "ProvidedRole"]
