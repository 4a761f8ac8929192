"""What visitors of the demo shop did in the last weeks."""
