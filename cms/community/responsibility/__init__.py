"""Who decides on what members write: on which boards, and about which products."""
