"""The specification: what is true of a correct implementation, function by function.

>>> from mnist_nn import softmax
>>> from mnist_nn.specification.softmax import sums_to_one
>>> sums_to_one.bind(softmax, "float32").check(examples=50).examples
50
"""
