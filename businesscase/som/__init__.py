"""The state's model SØM as a vertical of its own: declaration, reading, ledger, measures and screen."""
