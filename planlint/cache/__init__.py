"""What was worked out before is not worked out again: safe to delete, never in the way of a run."""
