"""The tests of newsdiff: by module in unit/, whole product here, accuracy in eval/, speed in bench/."""
