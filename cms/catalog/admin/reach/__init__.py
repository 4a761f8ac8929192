"""Areas of responsibility in the admin: who has which, and views that keep to them."""
