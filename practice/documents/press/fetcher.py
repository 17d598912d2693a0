"""The only thing WeasyPrint may ask for files: a dictionary of our own drawings, read once. It never opens anything."""

from pathlib import Path
from typing import Any

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

SCHEME = "paper:"
TYPES = {".svg": "image/svg+xml", ".css": "text/css"}


class PaperFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Answers 'paper:pictures/box.svg' and the like from memory; everything else ends the rendering (A24)."""

    def __init__(self, files: dict[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self.files = files
        self.refused = 0

    def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002  # the name is WeasyPrint's
        """The file of that key. Raises FatalURLFetchingError for every other address, whatever its scheme."""
        body = self.files.get(url)
        if body is None:
            self.refused += 1
            raise FatalURLFetchingError("Only our own drawings can be printed")
        return URLFetcherResponse(url, body=body, headers={"Content-Type": TYPES["." + url.rsplit(".", 1)[-1]]})

    def open(self, url: Any, data: Any = None, timeout: Any = None) -> Any:  # noqa: ARG002
        """The inherited way to the network, closed."""
        return self.fetch(getattr(url, "full_url", url))


def files_below(folder: Path) -> dict[str, bytes]:
    """{'paper:pictures/box.svg': bytes} of every drawing and stylesheet below FOLDER; links out of it are not followed."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in TYPES and path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            found[SCHEME + path.relative_to(folder).as_posix()] = path.read_bytes()
    return found
