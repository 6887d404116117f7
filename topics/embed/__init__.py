"""From texts to vectors: the encoders and their cache."""
