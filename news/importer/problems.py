"""What can be wrong with an input."""


class ImportProblem(Exception):
    """An input that cannot come in; its text says why, in the reader's language."""


class NotAnArticle(ImportProblem):
    """A file that does not claim to be an article, such as a read-me beside the dumps."""
