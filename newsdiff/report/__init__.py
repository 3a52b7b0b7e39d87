"""The report room: values in, text out, one file a format; no clock, no file system, no exit codes."""
