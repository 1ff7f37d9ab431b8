"""Reviewing mined pairs."""
