"""What merchandisers tell the search to do: edited in the admin, effective at once, without a deploy."""
