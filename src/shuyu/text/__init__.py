"""Chinese and English text: encoding, script, folding, cleaning, segmentation. Pure functions, no files."""
