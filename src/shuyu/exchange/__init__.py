"""Term lists against each other: which concepts are the same, what differs, and how two lists become one."""
