"""From YAML to declarations: files, parts and prices of the catalogue, variants, and back to YAML."""
