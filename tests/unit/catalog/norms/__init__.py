"""Tests of norms and score."""
