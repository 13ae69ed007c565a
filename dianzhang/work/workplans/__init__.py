"""工作计划: what a person or a unit means to do in a period, drawn from the plan above; how far it is."""
