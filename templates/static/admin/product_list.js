/* A list of SKUs as rows with names and pictures. The textarea below stays what is saved. */
(() => {
  if (!window.StimulusModule || !window.wagtail?.app) return;

  const known = new Map();
  let asked = new Set();
  let waiting = [];
  let timer;

  // All lists of a page are asked about in one request.
  function describe(address, token, words) {
    words.filter((word) => !known.has(word)).forEach((word) => asked.add(word));
    return new Promise((resolve) => {
      waiting.push(resolve);
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const [all, resolvers] = [[...asked], waiting];
        asked = new Set();
        waiting = [];
        if (all.length) {
          try {
            const response = await fetch(address, {
              method: 'POST',
              headers: { 'Content-Type': 'application/json', 'X-CSRFToken': token },
              body: JSON.stringify({ words: all }),
            });
            if (response.ok) Object.entries((await response.json()).products).forEach(([word, one]) => known.set(word, one));
          } catch {
            // The words themselves are shown then.
          }
        }
        resolvers.forEach((done) => done());
      }, 60);
    });
  }

  const split = (text) => [...new Set(text.split(/[\s,;，；、]+/).filter(Boolean))];

  class ProductList extends window.StimulusModule.Controller {
    static targets = ['rows', 'count', 'choose', 'toggle', 'text'];

    static values = { describe: String, choose: String, up: String, down: String, remove: String, count: String };

    connect() {
      this.input = this.textTarget.querySelector('textarea');
      this.chooseTarget.hidden = false;
      this.toggleTarget.hidden = false;
      this.setOpen(false);
      this.input.addEventListener('change', () => this.render());
      this.render();
    }

    get words() {
      return split(this.input.value);
    }

    set words(words) {
      this.input.value = words.join('\n');
      this.input.dispatchEvent(new Event('input', { bubbles: true }));
      this.input.dispatchEvent(new Event('change', { bubbles: true }));
    }

    setOpen(isOpen) {
      this.textTarget.hidden = !isOpen;
      this.toggleTarget.setAttribute('aria-expanded', String(isOpen));
    }

    toggle() {
      this.setOpen(this.textTarget.hidden);
      if (!this.textTarget.hidden) this.input.focus();
    }

    async render() {
      const words = this.words;
      this.rowsTarget.hidden = !words.length;
      this.countTarget.textContent = words.length ? `${this.countValue} ${words.length}` : '';
      this.rowsTarget.replaceChildren(...words.map((word, place) => this.makeRow(word, place, words.length)));
      if (words.some((word) => !known.has(word))) {
        const token = document.querySelector('[name="csrfmiddlewaretoken"]')?.value;
        await describe(this.describeValue, token, words);
        if (String(this.words) === String(words)) {
          this.rowsTarget.replaceChildren(...words.map((word, place) => this.makeRow(word, place, words.length)));
        }
      }
    }

    makeRow(word, place, total) {
      const one = known.get(word) || { title: word, image: '', state: 'good', label: '' };
      const row = document.createElement('li');
      row.className = 'product-list__row';
      const frame = document.createElement(one.image ? 'img' : 'span');
      frame.className = 'catalogue-thumbnail';
      if (one.image) Object.assign(frame, { src: one.image, alt: '', loading: 'lazy', referrerPolicy: 'no-referrer' });
      const name = document.createElement('span');
      name.className = 'product-list__name';
      name.append(one.title);
      if (!one.title.includes(word)) name.append(` · ${word}`);
      if (one.label) {
        const badge = document.createElement('span');
        badge.className = `catalogue-badge${one.state === 'sold_out' ? '' : ' catalogue-badge--out'}`;
        badge.textContent = one.label;
        name.append(' ', badge);
      }
      row.append(frame, name);
      row.append(
        this.makeButton('arrow-up', this.upValue, word, place === 0, () => this.move(place, place - 1)),
        this.makeButton('arrow-down', this.downValue, word, place === total - 1, () => this.move(place, place + 1)),
        this.makeButton('bin', this.removeValue, word, false, () => this.removeAt(place)),
      );
      return row;
    }

    makeButton(icon, label, word, isDisabled, act) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'product-list__button';
      button.disabled = isDisabled;
      button.title = label;
      button.setAttribute('aria-label', `${label}: ${word}`);
      button.innerHTML = `<svg class="icon icon-${icon}" aria-hidden="true"><use href="#icon-${icon}"></use></svg>`;
      button.addEventListener('click', act);
      return button;
    }

    move(from, to) {
      const words = this.words;
      words.splice(to, 0, ...words.splice(from, 1));
      this.words = words;
      this.rowsTarget.children[to]?.querySelectorAll('button:not([disabled])')[0]?.focus();
    }

    removeAt(place) {
      this.words = this.words.filter((_, other) => other !== place);
      (this.rowsTarget.children[Math.max(place - 1, 0)]?.querySelector('button:not([disabled])') || this.chooseTarget).focus();
    }

    choose() {
      const modalUrl = this.chooseValue;
      this.factory ||= window.telepath.unpack({ _type: 'wagtail.admin.widgets.Chooser', _args: ['', '', { modalUrl }] });
      this.factory.openModal(
        (chosen) => {
          const items = Array.isArray(chosen) ? chosen : [chosen];
          this.words = [...new Set([...this.words, ...items.map((item) => String(item.id))])];
          this.chooseTarget.focus();
        },
        { multiple: true },
      );
    }
  }

  window.wagtail.app.register('product-list', ProductList);
})();
