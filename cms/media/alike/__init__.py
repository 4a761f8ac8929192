"""Pictures that are there twice: found, shown side by side, and made one."""
