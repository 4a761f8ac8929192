"""Decides what shoppers contribute may be seen: rules first, then people. Every kind goes through one queue.

To contribute: register a `kinds.ContributionKind` in the app's `ready`, save through `services.submit`, ask nothing
else. `screening.screen` only says what the rules think.
"""
