"""The uncertain inputs: their distributions, draws and shares."""
