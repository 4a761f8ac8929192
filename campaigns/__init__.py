"""What marketers plan, reward and measure."""
