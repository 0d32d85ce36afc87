"""The component for spaCy: spans where the library's own mentions are, and what goes with them."""

from datetime import UTC, date, datetime

import pytest
import spacy
from attrs import evolve
from spacy.tokens import Doc, DocBin

from kztrade import Article

KINDS = ("dates", "money", "percentages", "countries")


@pytest.fixture(scope="module")
def nlp():
    pipeline = spacy.blank("en")
    pipeline.add_pipe("kztrade")
    return pipeline


def mentions(article):
    found = [(m.start, m.end, m.text, kind, str(m.value)) for kind in KINDS for m in getattr(article, kind)]
    return sorted(found, key=lambda one: one[:2])


def spans(doc, key="kztrade"):
    return [(span.start_char, span.end_char, span.text, span.label_, span.kb_id_) for span in doc.spans[key]]


def test_the_seeds_have_the_librarys_own_mentions(nlp, root):
    seeds = sorted(root.glob("seeds/*.txt"))
    assert seeds
    for seed in seeds:
        article = Article.from_text(seed.read_bytes().decode())
        doc = nlp(article.text)
        assert spans(doc) == mentions(article)
        assert doc._.kztrade == article
        assert doc._.kztrade.text == article.text
        assert [said.evidence for said in doc._.kztrade.statements] == [said.evidence for said in article.statements]
        assert doc._.kztrade_unaligned == []


def test_a_mention_inside_a_token_is_kept_beside_the_spans(nlp):
    text = "In 2023 it made $5 billion"
    doc = nlp(Doc(nlp.vocab, words=["In", "2023", "it", "made $5", "billion"], spaces=[True] * 4 + [False]))
    assert doc.text == text
    assert [span.text for span in doc.spans["kztrade"]] == ["2023"]
    assert doc._.kztrade_unaligned == list(Article.from_text(text).money)


@pytest.mark.parametrize("published", [date(2020, 5, 5), datetime(2020, 5, 5, 23, tzinfo=UTC), "2020-05-05"])
def test_relative_dates_count_from_the_documents_own(nlp, published):
    doc = nlp.make_doc("last year")
    doc._.kztrade_published = published
    assert [span.kb_id_ for span in nlp(doc).spans["kztrade"]] == ["2019"]
    doc._.kztrade_published = None
    assert doc._.kztrade_published is None


def test_before_the_component_there_is_nothing(nlp):
    doc = nlp.make_doc("In 2023")
    assert doc._.kztrade is None
    assert doc._.kztrade_unaligned == []


def test_it_can_be_configured():
    pipeline = spacy.blank("xx")
    pipeline.add_pipe("kztrade", config={"home": "UZB", "spans_key": "trade"})
    doc = pipeline("Uzbekistan's exports to Kazakhstan fell by 5%.")
    assert [(said.reporter, said.flow) for said in doc._.kztrade.statements] == [("UZB", "export")]
    assert len(spans(doc, "trade")) == 3


def test_beside_other_components():
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    pipeline.add_pipe("kztrade", first=True)
    pipeline.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "WTO"}])
    doc = pipeline("The WTO met in 2023. Exports rose by 5%.")
    assert [entity.text for entity in doc.ents] == ["WTO"]
    assert [span.text for span in doc.spans["kztrade"]] == ["2023", "5%"]


def test_documents_and_pipelines_are_written_and_read(nlp, tmp_path):
    doc = nlp("Exports to Italy rose by 5% in 2023.")
    nlp.to_disk(tmp_path / "pipeline")
    assert spans(spacy.load(tmp_path / "pipeline")(doc.text)) == spans(doc)
    data = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (again,) = DocBin().from_bytes(data).get_docs(nlp.vocab)
    assert (spans(again), again._.kztrade) == (spans(doc), doc._.kztrade)


def test_hostile_texts_are_read(nlp, hostile):
    for article in hostile:
        text = article.text.encode(errors="replace").decode()
        assert nlp(text)._.kztrade == evolve(Article.from_text(text), text="")
