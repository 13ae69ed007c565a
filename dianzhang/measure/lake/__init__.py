"""The lake: the facts behind the measures as Parquet, one file for a day, beside the database (docs/adr/0046).

``shapes`` reads the declarations, ``paths`` which tables they touch; ``marks`` lets the database say which days have
changed, ``refreshing`` writes those anew, ``manifest`` names the files that hold, ``asking`` answers.
"""
