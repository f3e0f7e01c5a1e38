"""What is known of values, in plain functions of text: what stands for nothing, what a title is, what a place looks like."""
