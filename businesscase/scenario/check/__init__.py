"""What can be wrong in a scenario: one module a topic, each fault with file, line, found, expected and nearest name."""
