"""What is told of things below and of Wagtail's own: approvals, schedules, the outbox."""
