"""What the demo shop says in articles, topics, menus and on its home pages: data, published as editors would."""
