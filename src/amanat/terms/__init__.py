"""The field's words: closed lists, categories, products, reason codes. No I/O."""
