// A table pasted into rich text, which has no tables: each row becomes a paragraph and its cells
// stay apart. The editor would join them, so that cells 1 and 2 would read 12.
(() => {
  const BETWEEN = " | ";
  const CELL = /<t[dh]\b[^>]*>([\s\S]*?)<\/t[dh]\s*>/gi;
  const ROW = /(?:<tr\b[^>]*>\s*)?(?:<t[dh]\b[^>]*>[\s\S]*?<\/t[dh]\s*>\s*)+(?:<\/tr\s*>)?/gi;
  const FRAME = /<\/?(?:table|thead|tbody|tfoot|tr|caption|colgroup|col)\b[^>]*>/gi;
  const LINE_END = /<br\b[^>]*>|<\/(?:p|div|li|h[1-6])\s*>/gi;
  const BLOCK = /<\/?(?:p|div|ul|ol|li|h[1-6])\b[^>]*>/gi;

  const words = (cell) => cell.replace(LINE_END, " ").replace(BLOCK, "").replace(/\s+/g, " ").trim();
  const paragraph = (row) => {
    const cells = [...row.matchAll(CELL)].map((match) => words(match[1])).filter(Boolean);
    return cells.length ? `<p>${cells.join(BETWEEN)}</p>` : "";
  };
  const withoutTables = (html) => html.replace(ROW, paragraph).replace(FRAME, "");

  document.addEventListener("paste", (event) => {
    const html = event.clipboardData?.getData("text/html") ?? "";
    const editor = event.target.closest?.(".public-DraftEditor-content, .DraftEditor-root");
    if (!editor || !/<t[dh]\b/i.test(html)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", withoutTables(html));
    clipboardData.setData("text/plain", event.clipboardData.getData("text/plain"));
    event.target.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, true);
})();
