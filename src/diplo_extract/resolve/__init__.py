"""Which mentions are one human being, one fact, one event: plain functions over mentions, no Doc written."""
