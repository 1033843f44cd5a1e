"""Records and annotated samples in, numbers out."""
