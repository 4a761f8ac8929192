/* Suggests a slug while a title is typed: the server knows pinyin, the browser does not. */
class VitrineSlugController extends window.StimulusModule.Controller {
  static values = { url: String };

  connect() {
    this.made = { text: null, slug: this.element.value };
    this.asked = 0;
    const title = document.querySelector(`[data-w-sync-target-value*="#${this.element.id}"]`);
    if (title && title.value && this.element.value) {
      // Was the slug made of this title? Only then it goes on following it.
      this.ask(title.value).then((slug) => {
        this.made = { text: title.value, slug };
      }, () => {});
    }
  }

  /* A slug that somebody chose is left alone. */
  compare(event) {
    if (this.element.value && this.element.value !== this.made.slug) event.preventDefault();
  }

  suggest(event) {
    const text = (event.detail.value || '').trim();
    if (text === this.made.text) return;
    const number = ++this.asked;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.ask(text).then((slug) => {
        if (number === this.asked) this.fill(text, slug);
      }, () => {});
    }, 200);
  }

  fill(text, slug) {
    // Typed into while we asked: it is the editor's now.
    if (this.element.value && this.element.value !== this.made.slug) return;
    this.made = { text, slug };
    this.element.value = slug;
    this.element.dispatchEvent(new Event('change', { bubbles: true }));
  }

  async ask(text) {
    const response = await fetch(`${this.urlValue}?text=${encodeURIComponent(text)}`, {
      headers: { Accept: 'application/json' },
    });
    if (!response.ok) throw new Error(`slug: ${response.status}`);
    return (await response.json()).slug;
  }
}

window.wagtail.app.register('vitrine-slug', VitrineSlugController);
