// Starts the choosers and inline panels of Wagtail's forms, which it would start by inline scripts.
// Each has an element that names its class and what to give it; once started, the element is gone,
// so that a form which is moved in its list is not started again.
(() => {
  const KINDS = ["Chooser", "PageChooser", "DocumentChooser", "ImageChooser", "SnippetChooser",
    "InlinePanel", "MultipleChooserPanel"];

  class Start extends window.StimulusModule.Controller {
    static values = { kind: String, arguments: Array };

    connect() {
      if (!KINDS.includes(this.kindValue)) throw new Error(`Nothing to start: ${this.kindValue}`);
      new window[this.kindValue](...this.argumentsValue);
      this.element.remove();
    }
  }

  window.wagtail.app.register("start", Start);
})();
