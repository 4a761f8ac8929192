"""Orders take from the limits of promotions: claimed, confirmed, given back."""
