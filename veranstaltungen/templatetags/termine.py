"""Dates in words."""

from django import template

from veranstaltungen import zeit

register = template.Library()
register.filter("zeitraum", zeit.zeitraum)
register.filter("tag", zeit.tag)
register.filter("uhrzeit", zeit.uhrzeit)
