"""What can be worked on in bulk, each with its columns, its rights and the services that write it."""
