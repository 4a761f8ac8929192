"""Functional tests see what integration tests see: a database of their own and a new data folder."""

from tests.integration.conftest import starting_rows, subprocess_environment, vitrine_data

__all__ = ["starting_rows", "subprocess_environment", "vitrine_data"]
