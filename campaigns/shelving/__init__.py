"""Shelf and life cycle: rules that put products on the shelf and take them off, with a log and undo."""
