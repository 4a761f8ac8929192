"""What the demo shop says in articles, topics, menus and on its home pages: written as data, published as editors do."""
