"""What would have to be true: the value of one input at which a claim turns."""
