"""One description a product: how its exports are recognised and what their columns mean."""
