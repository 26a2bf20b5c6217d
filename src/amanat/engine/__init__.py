"""Where SQL runs: one small interface, and the only room that imports a database driver."""
