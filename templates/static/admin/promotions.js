/* The form of promotions: read back as a sentence, without what its kind has no use for, and tried with carts. */
(() => {
  const form = document.querySelector('[data-edit-form]');
  const sentence = document.querySelector('[data-promotion-sentence]');
  if (!form || !sentence) return;

  const later = (act, wait) => {
    let timer;
    return () => {
      clearTimeout(timer);
      timer = setTimeout(act, wait);
    };
  };

  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  };

  const isChinese = document.documentElement.lang.startsWith('zh');

  // ---- The sentence ---------------------------------------------------------------------------------------------

  const text = sentence.querySelector('[data-promotion-text]');
  const other = sentence.querySelector('[data-promotion-other]');
  let asked = 0;

  async function read() {
    asked += 1;
    const mine = asked;
    try {
      const response = await fetch(sentence.dataset.promotionSentence, { method: 'POST', body: new FormData(form) });
      if (!response.ok) throw new Error(response.status);
      const told = (await response.json()).sentence;
      if (mine !== asked) return;
      text.textContent = (isChinese ? told.zh : told.en) || text.dataset.empty;
      other.textContent = isChinese ? told.en : told.zh;
    } catch {
      if (mine === asked) text.textContent = text.dataset.away;
    }
  }

  // ---- What this kind has no use for ----------------------------------------------------------------------------

  const unused = JSON.parse(document.getElementById('promotion-unused').textContent);
  const every = [...new Set(Object.values(unused).flat())];

  const findRow = (name) => {
    const input = form.querySelector(`[name="${name}"], [name="${name}-count"]`);
    return input?.closest('.w-form-width, [data-field-wrapper], .w-panel')?.closest('.w-panel, .w-form-width, [data-field-wrapper]');
  };

  function hideUnused() {
    const kind = form.querySelector('[name="action-0-type"]')?.value;
    const hidden = new Set(unused[kind] || []);
    if (form.querySelector('[name="coupon_kind"]')?.value !== 'public') hidden.add('coupon_code');
    if (!form.querySelector('[name="budget"]')?.value) hidden.add('clips_budget');
    [...every, 'coupon_code', 'clips_budget'].forEach((name) => {
      const row = findRow(name);
      if (row) row.hidden = hidden.has(name);
    });
  }

  const readLater = later(read, 500);
  const change = () => {
    hideUnused();
    readLater();
  };
  form.addEventListener('input', change);
  form.addEventListener('change', change);
  document.addEventListener('w-unsaved:add', change);
  // After the blocks stand there.
  setTimeout(() => {
    hideUnused();
    read();
  }, 200);

  // ---- Trial carts ----------------------------------------------------------------------------------------------

  function setUpTrial(panel) {
    const words = panel.dataset;
    const find = (name) => panel.querySelector(`[data-trial-${name}]`);
    const [hand, past, search, found, rows] = ['hand', 'past', 'search', 'found', 'lines'].map(find);
    const [run, halt, said, progress, results, moments] = ['run', 'stop', 'said', 'progress', 'results', 'moments'].map(find);
    const lines = new Map();
    let source = 'samples';
    let stopper = null;

    function choose(name) {
      source = name;
      panel.querySelectorAll('[data-trial-source]').forEach((button) => {
        button.setAttribute('aria-pressed', String(button.dataset.trialSource === name));
      });
      hand.hidden = name !== 'hand';
      past.hidden = name !== 'past';
    }

    function showLines() {
      rows.replaceChildren(
        ...[...lines.values()].map((line) => {
          const row = make('li');
          row.append(make('span', '', `${line.title} (${line.sku}) ${line.price}`));
          const pieces = make('input');
          pieces.type = 'number';
          pieces.min = 1;
          pieces.value = line.quantity;
          pieces.setAttribute('aria-label', `${words.wordQuantity}: ${line.title}`);
          pieces.addEventListener('input', () => {
            line.quantity = Math.max(1, Number(pieces.value) || 1);
          });
          const remove = make('button', 'button button-small button-secondary', words.wordRemove);
          remove.type = 'button';
          remove.setAttribute('aria-label', `${words.wordRemove}: ${line.title}`);
          remove.addEventListener('click', () => {
            lines.delete(line.sku);
            showLines();
          });
          row.append(pieces, remove);
          return row;
        }),
      );
    }

    function add(product) {
      const line = lines.get(product.sku);
      if (line) line.quantity += 1;
      else lines.set(product.sku, { ...product, quantity: 1 });
      search.value = '';
      found.replaceChildren();
      showLines();
      search.focus();
    }

    async function lookUp() {
      const typed = search.value.trim();
      if (!typed) {
        found.replaceChildren();
        return;
      }
      const response = await fetch(`${words.products}?${new URLSearchParams({ q: typed })}`);
      if (!response.ok || search.value.trim() !== typed) return;
      const { products } = await response.json();
      if (!products.length) {
        found.replaceChildren(make('li', '', words.wordNothing));
        return;
      }
      found.replaceChildren(
        ...products.map((product) => {
          const item = make('li');
          const button = make('button', '', `${product.title} (${product.sku}) ${product.price}`);
          button.type = 'button';
          button.addEventListener('click', () => add(product));
          item.append(button);
          return item;
        }),
      );
    }

    function collect() {
      const body = new FormData(form);
      body.append('trial-source', source);
      body.append('trial-lines', JSON.stringify([...lines.values()].map((line) => [line.sku, line.quantity])));
      panel.querySelectorAll('[data-trial-field]').forEach((field) => {
        if (field.type !== 'checkbox') body.append(`trial-${field.dataset.trialField}`, field.value);
        else if (field.checked) body.append(`trial-${field.dataset.trialField}`, 'on');
      });
      return body;
    }

    function present(message) {
      if (message.total) {
        progress.hidden = false;
        progress.max = message.total;
        progress.value = message.done;
        said.textContent = words.wordProgress.replace('{done}', message.done).replace('{total}', message.total);
      }
      if (message.html === undefined) return;
      results.innerHTML = message.html;
      const offered = results.querySelector('[data-trial-offered]');
      if (offered) moments.replaceChildren(offered.content.cloneNode(true));
      progress.hidden = true;
      said.textContent = '';
    }

    async function work() {
      stopper?.abort();
      stopper = new AbortController();
      const mine = stopper;
      said.textContent = words.wordWorking;
      halt.hidden = source !== 'past';
      try {
        const response = await fetch(words.promotionTrial, { method: 'POST', body: collect(), signal: mine.signal });
        if (!response.ok) throw new Error(response.status);
        const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
        let held = '';
        for (;;) {
          const { value, done } = await reader.read();
          held += value || '';
          const told = held.split('\n');
          held = told.pop();
          told.filter(Boolean).forEach((line) => present(JSON.parse(line)));
          if (done) break;
        }
      } catch (error) {
        if (mine !== stopper) return;
        progress.hidden = true;
        said.textContent = error.name === 'AbortError' ? words.wordStopped : words.wordAway;
      } finally {
        if (mine === stopper) halt.hidden = true;
      }
    }

    panel.addEventListener('click', (event) => {
      const button = event.target.closest('[data-trial-source]');
      if (button) choose(button.dataset.trialSource);
    });
    search.addEventListener('input', later(lookUp, 250));
    search.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      found.querySelector('button')?.click();
    });
    run.addEventListener('click', work);
    halt.addEventListener('click', () => stopper?.abort());
    // Trials are no part of the promotion: a change of one must not count as an unsaved change.
    ['input', 'change'].forEach((name) => panel.addEventListener(name, (event) => event.stopPropagation()));
  }

  document.querySelectorAll('[data-promotion-trial]').forEach(setUpTrial);

  // Shown once to everybody: from then on the panel stays as it was left.
  const shown = 'vitrine:promotion-checks-shown';
  const toggle = document.querySelector('[data-side-panel-toggle="checks"]');
  if (toggle && window.innerWidth >= 1200 && !localStorage.getItem(shown)) {
    localStorage.setItem(shown, 'yes');
    setTimeout(() => toggle.getAttribute('aria-expanded') !== 'true' && toggle.click(), 400);
  }
})();
