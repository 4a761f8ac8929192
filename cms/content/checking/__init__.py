"""Looks at the blocks of a page before it is published: what is dead, missing, or leads nowhere."""
