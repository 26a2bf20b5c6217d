"""Export readers: find units, recognise them by content, yield Arrow record batches."""
