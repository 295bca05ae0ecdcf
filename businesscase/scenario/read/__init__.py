"""From YAML to plain data and back: files, parts and prices of the catalogue, and where a fault stands in them."""
