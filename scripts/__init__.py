"""What the Makefile and the CI run."""
