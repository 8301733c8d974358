"""Accessibility checks of a screen: all rules of axe, narrow and wide, light and dark."""

from axe_playwright_python.sync_playwright import Axe

from tests.trials import trials

WIDTHS = (390, 768, 1280)
LOOKS = [(width, scheme) for scheme in ("light", "dark") for width in WIDTHS]
# Wait for fades to end: half a fade has half the contrast.
STILL = """Promise.allSettled(document.getAnimations()
    .filter(each => each.effect.getComputedTiming().endTime < 5000).map(each => each.finished))"""


def looks_for(name: str):
    """Return one light and one dark look in the ordinary suite, all six under ENDURANCE=1."""
    place = sum(name.encode()) % len(WIDTHS)
    chosen = [LOOKS[place], LOOKS[place + len(WIDTHS)]]
    return LOOKS[: trials(0, len(LOOKS))] or chosen


def check(page, context="main", name="", looks=()):
    """Return the faults found by axe and by the window's width, light and dark, narrow and wide."""
    faults, axe = [], Axe()
    for width, scheme in looks or looks_for(name or page.url):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.evaluate(STILL)
        results = axe.run(page, context=context)
        assert results.response["passes"]
        if results.violations_count:
            faults.append(f"{page.url} {width} {scheme}: {results.generate_report()}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"{page.url}: wider than {width} px")
    assert not faults, "\n".join(faults)
