"""Tests of the package, for `python -m unittest`."""
