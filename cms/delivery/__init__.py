"""What is published, as documents ready to serve, and the outbox that tells the rest."""
