"""A view a page: asks one named operation, and gives the answer to one template."""
