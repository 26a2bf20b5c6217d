"""Who is due which message at a moment. Pure."""
