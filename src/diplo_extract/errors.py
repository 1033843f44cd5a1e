"""Everything that can go wrong for a caller.

DiploExtractError
├── UsageError        the call asks for something that cannot be: unknown model, bad option, bad settings file
├── ModelError        a model folder is missing, damaged or made by another version
└── DocumentError     one document cannot be read: raised by `clean`; a Pipeline gives an ErrorRecord instead
"""

from __future__ import annotations


class DiploExtractError(Exception):
    """Base of every error that reaches a caller; its message says what to do."""


class UsageError(DiploExtractError):
    """The call or the settings are wrong."""


class ModelError(DiploExtractError):
    """A pipeline folder cannot be loaded."""


class DocumentError(DiploExtractError):
    """One document cannot become a record.

    stage: where it failed (fetch, read, clean, nlp, extract, validate)
    reason: a short stable word, counted in the summary (empty, not-text, too-large, no-article, …)
    remedy: what the reader can do about it
    """

    def __init__(self, stage: str, reason: str, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.stage = stage
        self.reason = reason
        self.message = message
        self.remedy = remedy
