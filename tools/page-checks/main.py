"""Checks pages in a real browser: python3 main.py FOLDER [WORD…] runs the checks whose sentence holds the words."""

import os
import sys
import time

import access  # noqa: F401  (each registers its checks)
import exploring  # noqa: F401
import loading
import pictures
import playing  # noqa: F401
import seeing  # noqa: F401
import speed
from browser import Browser, Failure
from checks import ALL, Missing, Pages
from large import large_page


def main():
    folder, words = sys.argv[1], " ".join(sys.argv[2:])
    template = open(os.path.join(folder, "toy_two_parallel.html"), encoding="utf-8").read()
    for count, lanes in ((10_000, 16), (1_000_000, 64)):
        path = os.path.join(folder, f"calls-{count}.html")
        if not os.path.exists(path) and not (words and count > 10_000):
            with open(path, "w", encoding="utf-8") as file:
                file.write(large_page(template, count, lanes))
    browser = Browser()
    failed = 0
    try:
        pages = Pages(browser, folder)
        for sentence, function in ALL:
            if words not in sentence:
                continue
            begin = time.monotonic()
            try:
                try:
                    function(pages)
                finally:
                    pages.finish()
                print(f"✓ {sentence} ({time.monotonic() - begin:.1f} s)", flush=True)
            except Missing as missing:
                print(f"– {sentence}: {missing}", flush=True)
            except Failure as failure:
                failed += 1
                print(f"✗ {sentence}\n    {failure}", flush=True)
        if not words:
            speed.tell(pages, os.environ.get("MEANWHILE_CORPUS", ""))
        if "PICTURES" in os.environ:
            pictures.take(pages, os.environ["PICTURES"])
    finally:
        browser.close()
    if failed:
        sys.exit(f"{failed} of {len(ALL)} promises are not kept")
    print("\nall promises are kept" if not words else "")


main()
