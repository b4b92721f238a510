"""What can go wrong between a page object and its PDF, in words that may be shown to the person waiting."""


class DocumentError(Exception):
    """A document could not be made; the message is fit to be shown."""


class DocumentTooLarge(DocumentError):
    """The document has more rows or more text than a PDF is a sensible form for."""


class OutsideAssetRefused(DocumentError):
    """The document asked for something that is not bundled with the application."""


class RenderTimeout(DocumentError):
    """The worker did not finish, or was not free, in the time allowed."""


class WorkerLost(DocumentError):
    """The worker died twice on the same document."""
