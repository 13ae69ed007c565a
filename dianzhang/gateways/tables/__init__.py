"""Text tables as platforms and people really export them: what the bytes are, what a header and a cell say.

Nothing here knows what the table is about; the packages beside it (``orders`` …) do.
"""
