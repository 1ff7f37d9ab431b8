"""Term pairs that documents give themselves: inline glosses, vocabulary lists, titles."""
