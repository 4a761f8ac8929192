"""What editors see of content beside pages: authors, series, menus, and the site itself."""
