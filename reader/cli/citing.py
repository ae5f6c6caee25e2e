"""The subcommand that cites articles."""

from __future__ import annotations

import click

from reader.cli.frame import State, subcommand
from reader.commands import listing
from reader.commands.citing import citation, known_style, records, style_of
from reader.domain.errors import UsageError
from reader.domain.words import N_


@subcommand("cite")
@click.argument("articles", type=int, nargs=-1)
@click.option("--style", help=N_("gbt7714, chicago, apa or mla; else the one chosen in the window."))
@click.option("--format", "format", help=N_("ris, bibtex, biblatex, csl-json or dc instead of a formatted line."))
def _cite(state: State, articles: tuple[int, ...], style: str | None, format: str | None) -> None:
    """Cite ARTICLES, a line each; what is not known is left out by the style's rule."""
    if not articles:
        raise UsageError(N_("Say which articles to cite."), N_("`pressmark cite 12 --style apa`"))
    session = state.session()
    found = [listing.article_id(session, article) for article in articles]
    if format is not None:
        text = records(session, found, format)
        state.show({"format": format, "text": text}, text.rstrip("\r\n"))
        return
    chosen = known_style(style) if style else style_of(session)
    cited = [(id, citation(view, chosen)) for id in found if (view := session.article(id))]
    document = {
        "style": chosen,
        "citations": [{"article": id, "text": one.text, "html": one.html} for id, one in cited],
    }
    state.show(document, "\n".join(one.text for _id, one in cited))
