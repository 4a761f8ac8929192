"""Editing chosen products at once: an import whose rows are made from an instruction."""
