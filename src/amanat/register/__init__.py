"""What the team knows and decides: frozen structs, TOML reader and writer."""
