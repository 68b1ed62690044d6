"""The domains on which laws are stated, as named strategies: each takes a dtype.

Most inputs are drawn as a recipe (how many rows, how wide, of which kind, from which seed) and
built by a pure function: few choices make an example, so that many are tried in a second, and most
have several outputs worth comparing. A part is drawn number by number, which shrinks to a pretty
counterexample and finds the special values.
"""
