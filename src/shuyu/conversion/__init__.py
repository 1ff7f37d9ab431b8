"""Traditional and Simplified, for running text and whole documents; mark-up stays as it is.

A document format (`documents/`) knows where the human text of a file is and cuts it into units; a turn says what each
unit becomes; the format puts the pieces back in their places. No format knows OpenCC, and no turn knows a format.
"""
