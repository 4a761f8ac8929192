"""Django separates nothing in Chinese; shops write 12,345 as banks do."""

THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
