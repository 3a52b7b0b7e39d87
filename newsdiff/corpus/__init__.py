"""The corpus room: what a run over many stories remembers and leaves out."""
