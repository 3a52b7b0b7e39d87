"""How accurate newsdiff is: labelled stories, the scores over them, and the floors they may not sink below."""
