"""The API: every subject, its records and its actions for programs, from the same declarations as the pages."""
