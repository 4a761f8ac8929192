"""What may be done with pictures, documents and videos, and for how long."""
