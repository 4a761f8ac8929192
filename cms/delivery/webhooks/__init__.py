"""Tells other systems, signed as the Standard Webhooks specification says, that a document is different."""
