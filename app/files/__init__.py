"""Files that people send: what they really are, made harmless, and where they are kept. Knows no HTTP, no database."""
