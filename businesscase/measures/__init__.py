"""Floor 6: what a run answers: savings, paybacks, claims, purses, accounts; pure functions of ledger and quantities."""
