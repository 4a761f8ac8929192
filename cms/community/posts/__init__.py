"""Boards, posts and replies: written by members, shown once they are approved."""
