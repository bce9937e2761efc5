"""Pictures of pages to look at: light, dark, for a projector, on a phone, and as they are printed."""

import base64
import os

from browser import Page

# Each with the media features, the size of the window, whether type is large, and where the playhead stands.
LOOKS = {
    "light": ({"prefers-color-scheme": "light"}, 1280, 900, False),
    "dark": ({"prefers-color-scheme": "dark"}, 1280, 900, False),
    "projector": ({"prefers-color-scheme": "light"}, 1600, 1000, True),
    "phone": ({"prefers-color-scheme": "light"}, 390, 844, False),
}


def take(pages, folder, share=0.45):
    """Writes a picture of each page in each look, whole, and each page as PDF."""
    os.makedirs(folder, exist_ok=True)
    for name in pages.names:
        for look, (media, width, height, large) in LOOKS.items():
            page = Page(pages.browser, pages.path(name), media=media, width=width, height=height, large=large)
            page.run(f"meanwhile.view.goTo(meanwhile.view.end * {share})")
            page.settle()
            page.picture(os.path.join(folder, f"{name}.{look}.png"), whole=True)
            if look == "light":
                with open(os.path.join(folder, f"{name}.pdf"), "wb") as file:
                    file.write(base64.b64decode(page.send("Page.printToPDF", printBackground=True)["data"]))
            page.close()
    print(f"pictures are in {folder}")
