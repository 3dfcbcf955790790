"""Error pages that need no request, no database and no template: what the web server gives by itself.

They wear the styles by their plain addresses, which exist beside the hashed ones, and read well without.
"""

from functools import lru_cache
from html import escape
from string import Template

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core.errors import TEXTS
from core.i18n import SOURCE, path_in_language

# Files of our own and nothing else; `form-action` and the like do not follow from `default-src`.
POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
PAGE = Template("""<!doctype html>
<html lang="$lang">
<head>
  <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="robots" content="noindex">
  <title>$title · Netzwerk der Netzwerke</title>
  <link rel="stylesheet" href="${static}css/tokens.css">
  <link rel="stylesheet" href="${static}css/base.css">
  <link rel="stylesheet" href="${static}css/layout.css">
  <link rel="stylesheet" href="${static}css/components.css">
  <link rel="icon" href="${static}img/zeichen.svg" type="image/svg+xml">
</head>
<body>
  <header class="site-header"><div class="wrap"><a class="brand" href="/">
    $mark<span><b>Netzwerk der Netzwerke</b><small>$place</small></span>
  </a></div></header>
  <main id="inhalt"><div class="wrap section stack">
$parts
  </div></main>
</body>
</html>
""")
FIRST = Template(
    """    <div class="stack" lang="$lang"><h1>$heading</h1><p class="lead">$advice</p>
      <p class="cluster">$ways</p></div>"""
)
FURTHER = Template(
    """    <hr><div class="stack quiet" lang="$lang"><h2>$heading</h2><p>$advice</p>
      <p class="cluster">$ways</p></div>"""
)
MARK = settings.BASE_DIR / "templates" / "components/mark.html"  # a drawing, with nothing to fill in
WAYS = (("/", _("Zur Startseite")), ("/netzwerke/", _("Alle Netzwerke ansehen")))


@lru_cache(maxsize=16)
def plain_page(name: str) -> str:
    """The text called `name` in every language, German first: nothing of the address is known here."""
    others = [code for code, _name in settings.LANGUAGES if code != SOURCE]
    parts = [part(FIRST, name, SOURCE), *(part(FURTHER, name, code) for code in others)]
    with override(SOURCE):
        texts = escaped(title=TEXTS[name].title, place=_("Berlin und Umland"))
    files = {"static": settings.STATIC_URL, "mark": MARK.read_text(encoding="utf-8")}
    return PAGE.substitute(texts, **files, lang=SOURCE, parts="\n".join(parts))


def part(shape: Template, name: str, code: str) -> str:
    """Heading, advice and ways on in one language."""
    with override(code):
        texts = escaped(heading=TEXTS[name].heading, advice=TEXTS[name].advice)
        ways = [
            f'<a class="button" href="{path_in_language(path, code)}">{label}</a>' for path, label in WAYS
        ]
    return shape.substitute(texts, lang=code, ways=" ".join(ways))


def escaped(**texts: object) -> dict[str, str]:
    return {name: escape(str(text)) for name, text in texts.items()}
