"""What helps the writer of a scenario: where a number comes from and acts, a schema for editors, a starter file."""
