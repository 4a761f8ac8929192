"""The bell, the page of notices, what each person chooses, and the channels."""
