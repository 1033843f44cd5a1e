"""Numbers in digits and words, with their comparisons: text -> low, high, qualifier."""
