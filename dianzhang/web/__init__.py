"""The pages that people work in."""
