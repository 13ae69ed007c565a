"""What a working life is made of beside the desks: tasks, and what is owed again and again."""
