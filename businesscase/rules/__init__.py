"""Floor 1c: the rules of money, each written once as an expression; numpy and the workbook evaluate the same one."""
