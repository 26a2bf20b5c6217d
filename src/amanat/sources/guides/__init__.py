"""How to get each product's export: modules with `GUIDES`, found by folder."""
