"""What shoppers do: taken in as events, counted, and learnt from."""
