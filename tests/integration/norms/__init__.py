"""Tests of norms as they are stored, of scores, and of what they refuse."""
