"""The room in the page admin: its own forms, and what of others a person may meet there."""
