"""The admin's home: what must I do today. What packages know of is asked by `cms.today`; this is the rest."""
