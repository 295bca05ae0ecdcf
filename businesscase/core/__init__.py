"""Floor 0: words, errors, time, money and random numbers that every floor uses."""
