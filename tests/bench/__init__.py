"""How fast newsdiff is; commands of their own, not collected with the tests."""
