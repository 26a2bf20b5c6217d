"""Evidence tables: schema, extraction from units, derivation, the Parquet store."""
