"""How the sample corpus is made: annotated sources in, plans and their known answers out."""
