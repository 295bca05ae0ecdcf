"""Floor 8: what re-runs the line, such as several cases side by side."""
