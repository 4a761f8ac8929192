"""Finds and orders what cms delivers."""
