"""The specification: what is true of a correct implementation, function by function.

>>> from mnist_nn import softmax
>>> from mnist_nn.checking.check import Check
>>> from mnist_nn.specification.softmax import sums_to_one
>>> Check(sums_to_one, softmax, "float32").run(examples=50).examples
50
"""
