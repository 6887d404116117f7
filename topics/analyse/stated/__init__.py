"""The figures that plans commit to and report."""
