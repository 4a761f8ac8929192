"""Questions about products, and answers: by members, and by the shop."""
