"""Term lists fit to print: arranged once (`arrange`), written by a writer for each kind of file."""
