"""Floor 9: texts, tables, terminal, figures and JSON; it rounds, formats and translates, as the workbook does."""
