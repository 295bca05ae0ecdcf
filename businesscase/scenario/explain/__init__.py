"""Where a number comes from and where it acts; the JSON Schema of scenario files."""
