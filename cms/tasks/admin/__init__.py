"""The list of tasks, the page of each, and the button that begins one in any editor."""
