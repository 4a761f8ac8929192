"""Sends notices by mail: at once, or all of a day in one."""
