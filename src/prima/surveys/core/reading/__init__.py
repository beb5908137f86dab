"""Reading sheets of answers that anybody made: any column names, nothing guessed in silence.

A sheet is read twice, in pieces, so that millions of rows need no more memory than a few: once to
look at it (`looking`), so that every doubt is put before anything is counted, and once to count
it (`counting`). Each row that is not counted is named with its reason.
"""
