"""Arguments in, one use case called, exit code out: one file a command."""
