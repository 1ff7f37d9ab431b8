"""Mined pairs → decisions: a queue that keeps its place, and the ways in which people decide on it."""
