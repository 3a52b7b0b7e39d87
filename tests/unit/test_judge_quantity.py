"""Quantities side by side: what bounds, rounding, units and the thing counted make of two figures."""
