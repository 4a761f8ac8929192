"""Promotions as the shop keeps them; what their rules mean is in `campaigns.rules`."""
