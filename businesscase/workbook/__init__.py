"""The finance workbook that recalculates itself: quantities and inputs are values, everything after them formulas."""
