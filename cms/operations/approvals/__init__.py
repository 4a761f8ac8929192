"""Approving and sending back: the task type of the shop, and the page of what waits."""
