"""The one door to a checked `Scenario`, from a file, a mapping or text, and every change to one."""
