"""Requests to addresses that others gave us: feeds, editors, webhook endpoints. No way into our own network."""
