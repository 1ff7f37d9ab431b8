"""The kinds of search keys: what a key was made of, and so what meeting it means."""

from __future__ import annotations

# The first three are whole forms as somebody would write them: what fuzzy matching compares with.
FOLD = 0
"""The fold of a term that somebody gave."""
VARIANT = 1
"""The fold of a term in another region's words, or of a derived form that folds to something else."""
PINYIN = 2
"""The toneless pinyin of either."""
LEMMA = 3
"""The joined lemmas of an English term, where they differ from its fold."""
WORDS = 4
"""The lemmas of an English term of several words, with spaces between them."""
INITIALS = 5
"""The first letters of its syllables."""
PART = 6
"""What remains of a FOLD or VARIANT from a later character on, of WORDS from a later word on."""

LONGEST_PART = 32
"""A PART of Chinese is cut at so many characters: who types more is compared with the whole term."""
