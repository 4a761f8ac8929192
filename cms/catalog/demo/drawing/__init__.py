"""PURE. Draws the demo shop's pictures with Pillow alone: forms with light and shade, on a studio's ground.

Everything is described in a frame of 100 by 100 units, so that a close-up is drawn anew and stays sharp.
"""
