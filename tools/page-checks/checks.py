"""What a check is: a sentence that says what the page promises, and a function that tries it."""

import os

from browser import Failure, Page

ALL = []


def check(sentence):
    """Registers a function as the check of a sentence."""

    def register(function):
        ALL.append((sentence, function))
        return function

    return register


def expect(truth, why):
    """Fails with a reason unless something is so."""
    if not truth:
        raise Failure(why)


def expect_equal(value, expected, what):
    """Fails unless two values are equal."""
    if value != expected:
        raise Failure(f"{what}: expected {expected!r}, found {value!r}")


class Pages:
    """The pages that are checked, opened as often as wanted; what they say and ask for is held against them."""

    def __init__(self, browser, folder):
        self.browser = browser
        self.folder = folder
        # The largest is opened for its speed alone.
        self.names = sorted(name[:-5] for name in os.listdir(folder) if name.endswith(".html") and not name.startswith("calls-1000000"))
        self.opened = []

    def path(self, name):
        path = os.path.join(self.folder, name + ".html")
        if not os.path.exists(path):
            raise Missing(f"there is no page {name}")
        return path

    def open(self, name, **options):
        page = Page(self.browser, self.path(name), **options)
        self.opened.append(page)
        return page

    def finish(self):
        """Closes what a check has opened. A word on the console or a request beside the page itself is a failure."""
        pages, self.opened = self.opened, []
        faults = []
        for page in pages:
            faults += [f"the console of {os.path.basename(page.path)} says: {text}" for text in page.console]
            faults += [f"{os.path.basename(page.path)} asks for {url[:100]}" for url in page.requests[1:]]
            page.close()
        if faults:
            raise Failure("; ".join(faults[:3]))


class Missing(Exception):
    """What a check needs is not there: a page in the folder, or a library."""
