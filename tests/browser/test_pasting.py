"""A table pasted into rich text keeps its cells separate."""

import pytest

from tests.browser.hands import edit

pytestmark = pytest.mark.needs("chromium")
PASTE = """(field, html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", "");
  const options = { clipboardData, bubbles: true, cancelable: true };
  field.dispatchEvent(new ClipboardEvent("paste", options));
}"""


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<td>1</td><td>2</td>", ["1 | 2"]),
        (
            "<table><tr><th>Kunta</th><th>Määrä</th></tr>"
            "<tr><td><p>Kotka</p></td><td><p>12</p></td></tr></table>",
            ["Kunta | Määrä", "Kotka | 12"],
        ),
        ("<p>Ei taulukkoa</p>", ["Ei taulukkoa"]),
    ],
)
def test_cells_stay_apart(log_in, html, lines):
    editor = log_in("sihteeri")
    edit(editor, "Esimerkkikokous 1/2024")
    field = editor.locator(".public-DraftEditor-content").first
    field.click()
    field.evaluate(PASTE, html)
    for line in lines:
        editor.locator(".public-DraftStyleDefault-block", has_text=line).first.wait_for()
