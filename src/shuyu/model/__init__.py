"""The words of the field as frozen dataclasses: concept, passage, alignment, and what lookup gives. No I/O."""
