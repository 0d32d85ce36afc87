"""``python -m kztrade.vocabulary``: copy the files anew, after an edit."""

from kztrade.vocabulary import write_copies

if __name__ == "__main__":
    write_copies()
