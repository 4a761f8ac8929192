"""What people of the admin see of the handbook."""
