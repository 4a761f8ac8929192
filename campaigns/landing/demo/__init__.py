"""The demo shop's landing pages: one that is live, one to come, one that is over, and the groups behind codes."""
