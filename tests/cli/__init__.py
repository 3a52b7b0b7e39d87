"""Tests of the command line, through the door that users take."""
