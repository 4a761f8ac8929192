"""What colleagues ask of each other: tasks with an owner, a date and a history, and who is mentioned in them."""
