"""The demo: a fictional school, Fernhollow, and its self-evaluation."""
