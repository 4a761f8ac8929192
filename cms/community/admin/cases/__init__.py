"""Cases of low reviews: listed by who has them and when they are due, with figures of how quick we are."""
