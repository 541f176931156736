"""Applications: the form, the states, the letters, and what those who decide see."""
