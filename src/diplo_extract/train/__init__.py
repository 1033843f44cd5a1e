"""Annotated data in, models/ out."""
