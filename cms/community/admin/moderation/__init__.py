"""The moderators' side: one queue over all kinds, cases of low reviews, and what the rules go by."""
