"""What shoppers contribute: posts, replies, reviews, questions; and its moderation."""
