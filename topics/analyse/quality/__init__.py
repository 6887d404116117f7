"""How good a model is, and where people should look."""
