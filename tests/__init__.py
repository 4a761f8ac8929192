"""unit/ knows no Django, integration/ runs on SQLite and PostgreSQL, functional/ in a real browser."""
