"""The demo shop: a believable catalogue of our own, written as data and loaded through the feeds' own batches."""
