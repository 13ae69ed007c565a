"""What is printed: sheets as PDF, in Chinese, black on white."""
