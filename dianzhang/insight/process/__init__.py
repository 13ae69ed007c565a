"""The process map of one kind of record: which event follows which, how often, after how long; where it departs.

``flow`` asks the journal, ``departing`` holds it against the rulebook, ``layout`` finds places for a picture,
``drawing`` draws it.  Nothing is kept: a map is what the journal says at that moment.
"""
