"""Forms of analysis: a question asked of many facts at once, answered in tables, a picture and sentences."""
