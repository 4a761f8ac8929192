"""Who gets into the admin: the second factor, and the lockout of whoever guesses passwords."""
