"""Drills: what happens when the machine, the disk, the network or the visitors behave badly.

Each runs real processes over an own folder, prints its figures as JSON with a verdict in plain
words, and ends with 1 when something was not as promised. `make drill-…` starts them; they are no
part of `make test`, because they take minutes and the whole machine.
"""
