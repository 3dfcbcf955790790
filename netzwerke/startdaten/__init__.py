"""Public facts about the networks, with source and year, and how they come into the database.

Read the whole file first, check every row, write in one transaction. What a person has changed is
never overwritten: a row is only written when it does not exist yet.
"""
