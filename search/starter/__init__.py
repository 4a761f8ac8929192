"""What a shop starts with: data that its people may change afterwards."""
