"""The products' list and editing screen: what editors write, beside the facts."""
