"""What a shopper may be about to type, and what a shopper who mistyped meant."""
