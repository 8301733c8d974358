"""Draw the PNG images that browsers and link previews need, from the SVG sources."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "static" / "img"
RIVER = ROOT / "templates" / "components" / "river.html"
CHROMIUM = "/usr/bin/chromium"

SHARE = """
<body style="margin:0; background:#0d4a58; color:#eef3f2; display:grid; height:100vh">
<style>
  .river {{ width:100vw; height:62vh; align-self:center; fill:none; stroke:currentcolor;
            stroke-linecap:round; stroke-width:3 }}
  .river path {{ vector-effect:non-scaling-stroke }}
  .river__springs {{ stroke-width:14 }}
  .river__arms {{ stroke-width:5 }}
  .river__trunk {{ stroke-width:10 }}
</style>
{river}
</body>
"""


def main():
    """Write favicon-32.png, touch-180.png and share.png next to favicon.svg."""
    favicon = (IMAGES / "favicon.svg").read_text(encoding="utf-8")
    square = favicon.replace(' rx="6"', "")  # phones round the corners themselves
    river = RIVER.read_text(encoding="utf-8").partition("#}")[2]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        draw_image(browser, standalone_page(favicon), "favicon-32.png", 32, 32)
        draw_image(browser, standalone_page(square), "touch-180.png", 180, 180)
        draw_image(browser, SHARE.format(river=river), "share.png", 1200, 630)
        browser.close()


def standalone_page(svg):
    """Return an HTML page that is filled by one drawing."""
    return f'<body style="margin:0"><style>svg {{ display:block; width:100vw }}</style>{svg}</body>'


def draw_image(browser, page_source, name, width, height):
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_content(page_source)
    page.screenshot(path=IMAGES / name, omit_background=True)
    page.close()


if __name__ == "__main__":
    sys.exit(main())
