"""Looks at a landing page before it is published."""
