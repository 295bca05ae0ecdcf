"""What can be moved, and the line run again with it moved."""
