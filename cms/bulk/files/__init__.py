"""Tables as XLSX and CSV: read with the place of every cell, written with drop-downs and notes."""
