"""Floor 5: from quantities to money: who pays what, for what, when."""
