"""Knowledge of Indonesian public bodies, people, programmes and reporting verbs: data files and their loader."""
