"""What cells of a table hold, as values of fields and back: nothing a spreadsheet would run is ever written."""
