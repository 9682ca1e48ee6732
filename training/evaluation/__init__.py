"""The evaluation harness: held-out loss, scored sets, router statistics and depth by token class, a JSON a model.

`__main__.py` is the command, `schema.py` the shape of what it writes.
"""
