"""What is learnt from counts: arithmetic on what it is given, nothing else."""
