"""Tests. A package, because one that is installed with a test tool has the same name and would hide it."""
