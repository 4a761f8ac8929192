"""Promotions of the demo shop: running, to come, over, stopped, drafted and waiting."""
