"""Tests by module of the package."""
