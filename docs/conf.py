"""The site: ``sphinx-build -n -W -b html docs docs/_build/html``. It builds without a network."""

from pathlib import Path
from typing import Any

from sphinx.domains.python import PyObject

import kztrade
from kztrade import Article, report

project = "kztrade"
author = "kztrade contributors"
project_copyright = "kztrade contributors, MIT licence"
version = release = kztrade.__version__

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.doctest",
    "sphinx.ext.intersphinx",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
]
exclude_patterns = ["_build", "_inventories"]

html_theme = "furo"
html_title = f"kztrade {release}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_theme_options = {
    "source_repository": "https://github.com/kztrade/kztrade/",
    "source_branch": "main",
    "source_directory": "docs/",
}

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True  # the classes have slots: an attribute is told once
python_use_unqualified_type_names = True

# What the annotations name besides our own. An inventory of these few names, so that nothing is fetched.
intersphinx_mapping = {
    "python": ("https://docs.python.org/3", str(Path(__file__).parent / "_inventories" / "python.inv")),
}
# No page of the extras is needed to read ours; names of literals are told in prose.
nitpick_ignore_regex = [
    ("py:class", "date"),  # of modules whose annotations name extras, and so stay as written
    ("py:.*", r"(pandas|polars|pyarrow|pa|pd|pl|attrs|click|spacy)\..*"),
    ("py:.*", r"(.*\.)?(T_co|Kind|Name|Holds|Rule|Bound|Unit|Form|Flow|Direction|Status|_.*)"),
]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
suppress_warnings = ["mystnb.unknown_mime_type"]

nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120

copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True


def re_exported(app: Any, env: Any, node: Any, shown: Any) -> Any:
    """Leads a reference such as ``kztrade.Article`` to the module that the name comes from."""
    package, _, name = node.get("reftarget", "").partition(".")
    module = getattr(getattr(kztrade, name.partition(".")[0], None), "__module__", None)
    if package != "kztrade" or module is None:
        return None
    domain = env.get_domain("py")
    return domain.resolve_xref(env, node["refdoc"], app.builder, node["reftype"], f"{module}.{name}", node, shown)


def sample_report(app: Any, error: Exception | None) -> None:
    """A report of the sample articles beside the pages, for the how-to to link to."""
    if app.builder.name == "html" and error is None:
        articles = map(Article.from_file, sorted((Path(__file__).parents[1] / "seeds").glob("*.txt")))
        page = "".join(report.pages(articles, title="Five articles about Kazakhstan's trade"))
        Path(app.outdir, "report.html").write_text(page, encoding="utf-8")


def setup(app: Any) -> None:
    """What Sphinx calls first."""
    app.connect("missing-reference", re_exported)
    app.connect("build-finished", sample_report)
    for field in PyObject.doc_field_types:
        if field.name == "variable":
            field.label = "Attributes"  # as the docstrings call them
