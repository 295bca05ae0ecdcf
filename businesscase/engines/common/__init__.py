"""What the engines share: addresses of random numbers, hazards, starts, counting into cells, chunks, the result."""
