"""The sheets of the workbook, each a module, and the formulas on them."""
