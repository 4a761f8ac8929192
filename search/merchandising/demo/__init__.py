"""What the demo shop's merchandisers have told its search."""
