"""The screens: rules, proposals, the log, stock lists and the structure of the assortment."""
