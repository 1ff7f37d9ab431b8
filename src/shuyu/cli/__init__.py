"""The command line: parse, call, render. Only here is anything printed."""
