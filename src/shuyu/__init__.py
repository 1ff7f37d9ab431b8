"""shuyu (术语, "terminology"): a bilingual Chinese-English terminology tool."""

__version__ = "0.1.0"
