"""Many pictures in one file, each named by the SKU it shows."""
