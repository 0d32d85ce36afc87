"""The pipeline component ``kztrade`` for spaCy: mentions as spans, all that a text says as an article.

spaCy finds it by its entry point, so that ``nlp.add_pipe("kztrade")`` works in any pipeline, a blank one included, once
the extra ``kztrade[spacy]`` is installed. It sets

- ``doc.spans["kztrade"]``: a span for each mention, its ``label_`` the kind (``money``) and its ``kb_id_`` the value
  in the text that the kind's ``parse`` reads (``USD 15000000000``);
- ``doc._.kztrade``: the :class:`~kztrade.Article`, with statements and findings;
- ``doc._.kztrade_unaligned``: the mentions that begin or end inside a token, and so can't be spans.

``doc._.kztrade_published`` is the document's own date, from which relative dates count: set it before the component
runs. All of it goes through ``doc.to_bytes()``, a DocBin that stores user data, and ``nlp.pipe(n_process=2)``.

>>> import spacy
>>> nlp = spacy.blank("en")
>>> _ = nlp.add_pipe("kztrade")
>>> doc = nlp("Exports to Italy rose by 5% to $15 billion in 2023.")
>>> [(span.text, span.label_, span.kb_id_) for span in doc.spans["kztrade"]][2:]
[('$15 billion', 'money', 'USD 15000000000'), ('2023', 'dates', '2023')]
>>> print(*doc._.kztrade.statements)
KAZ export ITA USD 15000000000 (2023) up 5%
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from attrs import evolve
from spacy.language import Language
from spacy.tokens import Doc, Span

from kztrade import jsonl
from kztrade.article import Article
from kztrade.values import Mention

__all__ = ["component"]

_NAME = "kztrade"
_KINDS = ("dates", "money", "percentages", "countries")


@Language.factory(
    _NAME,
    assigns=["doc.spans", "doc._.kztrade", "doc._.kztrade_unaligned"],
    default_config={"language": "en", "home": "KAZ", "spans_key": _NAME},
)
def component(nlp: Language, name: str, language: str, home: str | None, spans_key: str) -> Callable[[Doc], Doc]:  # noqa: ARG001 - what spaCy gives to every factory
    """The component, as spaCy makes it.

    Args:
        nlp: the pipeline.
        name: what it calls the component.
        language: ISO 639 code of a language that has a vocabulary.
        home: the economy whose trade the texts are about, see :meth:`Article.from_text`.
        spans_key: the key in ``doc.spans``.
    """

    def read(doc: Doc) -> Doc:
        published = doc._.kztrade_published
        article = Article.from_text(
            doc.text, published=published and date.fromisoformat(published), language=language, home=home
        )
        doc.user_data[_NAME] = jsonl.dumps(article, explain=True)
        doc.spans[spans_key] = sorted(filter(None, (span for _, span in _aligned(doc, article))))
        return doc

    return read


def _aligned(doc: Doc, article: Article) -> Iterator[tuple[Mention[Any], Span | None]]:
    """The mentions with their spans, None where a mention cuts a token."""
    for kind in _KINDS:
        for mention in getattr(article, kind):
            yield mention, doc.char_span(mention.start, mention.end, label=kind, kb_id=str(mention.value))


# A document keeps the article as its line of JSON, because spaCy writes documents with msgpack, which knows no others.


def _article(doc: Doc) -> Article | None:
    line = doc.user_data.get(_NAME)
    return None if line is None else evolve(jsonl.loads(line), text=doc.text)


def _unaligned(doc: Doc) -> list[Mention[Any]]:
    article = _article(doc)
    return [mention for mention, span in _aligned(doc, article) if span is None] if article else []


def _published(doc: Doc) -> str | None:
    published: str | None = doc.user_data.get(f"{_NAME}_published")
    return published


def _publish(doc: Doc, published: date | str | None) -> None:
    doc.user_data[f"{_NAME}_published"] = None if published is None else str(published)[:10]  # a time counts as its day


Doc.set_extension(_NAME, getter=_article, force=True)
Doc.set_extension(f"{_NAME}_unaligned", getter=_unaligned, force=True)
Doc.set_extension(f"{_NAME}_published", getter=_published, setter=_publish, force=True)
