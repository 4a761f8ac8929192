"""Posts notices to the robots of chats and to other programs."""
