"""Reports: pure functions from what was found to text."""
