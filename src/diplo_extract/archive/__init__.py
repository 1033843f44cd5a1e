"""Paths in, Articles out, streamed; a bad entry becomes an ErrorRecord, never a stop."""
