"""What drives the answer: one input at a time, and shares of its spread."""
