"""The groups a shop starts with: their names, menus and rights, and who approves what."""
