"""How much each signal counts: edited in the admin, with history; every product is weighed again after a change."""
