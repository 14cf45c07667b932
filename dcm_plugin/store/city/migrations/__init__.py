"""Steps from one version of the schema to the next, forward only: module ``mNNN`` makes NNN.

A step works in the transaction that it is given and must not depend on ``data/city`` where later
versions change it.
"""
