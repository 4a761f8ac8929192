"""Tests of the catalogue without a database."""
