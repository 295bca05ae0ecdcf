"""Effects: declared ones as they are, levels solved for by the forward equations of one clock."""
