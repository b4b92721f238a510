"""What the fictional schools of the demo have written, as data."""
