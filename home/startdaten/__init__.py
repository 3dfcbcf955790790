"""The first pages: texts in German and English, and how they come into the page tree.

A page is written once. What exists is never touched, and what a person deletes stays deleted.
"""
