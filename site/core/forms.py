"""Forms look the same in every room: label, help, error and field in this order."""

from django.forms.renderers import TemplatesSetting


class ProjectFormRenderer(TemplatesSetting):
    field_template_name = "components/field.html"
