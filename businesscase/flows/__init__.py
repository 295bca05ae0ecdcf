"""Somebody else's numbers: a table of costs and savings by period and payer, measured as a scenario is."""
