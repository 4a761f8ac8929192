/* Blocks of landing pages: copying them from page to page, keeping them as templates, inserting templates. */
(() => {
  const bar = document.querySelector('[data-block-toolbar]');
  const form = document.querySelector('[data-edit-form]');
  if (!bar || !form) return;

  const KEPT = 'vitrine:block';
  const words = bar.dataset;
  const find = (name) => document.querySelector(`[data-block-${name}]`);
  const said = bar.querySelector('[data-block-said]');
  const paste = bar.querySelector('[data-block-paste]');
  const dialog = find('dialog');
  const naming = find('naming');
  const token = () => form.querySelector('[name="csrfmiddlewaretoken"]').value;
  const say = (text) => {
    said.textContent = text;
  };

  const stream = () => document.getElementById(`${words.blockToolbar}-root`)?.rootBlock;
  const count = (root) => root.children.filter((child) => child.deletedInput.val() !== '1').length;

  function readKept() {
    try {
      return JSON.parse(localStorage.getItem(KEPT));
    } catch {
      return null;
    }
  }

  function showKept() {
    const kept = readKept();
    paste.hidden = !kept?.block;
    paste.querySelector('[data-block-paste-name]').textContent = kept?.label ? `(${kept.label})` : '';
  }

  // The inputs of one block, as the form would send them.
  function collect(child) {
    const data = new FormData();
    const inputs = child.element.querySelectorAll('input[name], select[name], textarea[name]');
    inputs.forEach((input) => {
      if (input.disabled || (['checkbox', 'radio'].includes(input.type) && !input.checked)) return;
      if (input.multiple && input.options) [...input.selectedOptions].forEach((one) => data.append(input.name, one.value));
      else if (input.type !== 'file') data.append(input.name, input.value);
    });
    data.append('block-type', child.type);
    data.append('block-prefix', `${child.prefix}-value`);
    return data;
  }

  async function send(address, body, isJson) {
    const headers = { 'X-CSRFToken': token(), ...(isJson ? { 'Content-Type': 'application/json' } : {}) };
    const response = await fetch(address, { method: 'POST', headers, body: isJson ? JSON.stringify(body) : body });
    const answer = response.headers.get('Content-Type')?.includes('json') ? await response.json() : {};
    if (!response.ok) throw new Error(answer.error || words.wordFailed);
    return answer;
  }

  async function copy(child) {
    try {
      const { block } = await send(words.blockRead, collect(child));
      localStorage.setItem(KEPT, JSON.stringify({ block, label: child.blockDef.meta.label }));
      showKept();
      say(words.wordCopied);
    } catch (error) {
      say(error.message);
    }
  }

  function applyTheme(theme) {
    Object.entries(theme).forEach(([name, value]) => {
      const input = form.querySelector(`[name="${name}"]`);
      if (!input) return;
      input.value = value;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    });
  }

  async function insert(asked) {
    const root = stream();
    try {
      const { blocks, theme } = await send(words.blockPrepare, asked, true);
      const wasEmpty = count(root) === 0;
      if (count(root) + blocks.length > 60) throw new Error(words.wordFull);
      blocks.forEach((block, place) => {
        const state = { type: block.type, value: block.value, id: crypto.randomUUID?.() };
        root.insert(state, root.children.length, { animate: place === 0, focus: place === 0 });
      });
      if (wasEmpty) applyTheme(theme);
      form.dispatchEvent(new Event('change', { bubbles: true }));
      say(words.wordPasted);
    } catch (error) {
      say(error.message);
    }
  }

  // ---- Buttons of each block ------------------------------------------------------------------------------------

  function makeButton(icon, label, act) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button button--icon text-replace white';
    button.title = label;
    button.setAttribute('aria-label', label);
    button.innerHTML = `<svg class="icon icon-${icon}" aria-hidden="true"><use href="#icon-${icon}"></use></svg>`;
    button.addEventListener('click', act);
    return button;
  }

  let chosen;

  function equip() {
    stream()?.children.forEach((child) => {
      const controls = child.actionsContainerElement;
      if (!controls || controls.querySelector('[data-block-copy]')) return;
      const button = makeButton('clipboard-list', words.wordCopy, () => copy(child));
      button.dataset.blockCopy = '';
      controls.prepend(button);
      if (!words.blockSave) return;
      controls.prepend(
        makeButton('folder-inverse', words.wordSave, () => {
          chosen = child;
          naming.querySelector('[data-block-naming-said]').textContent = '';
          naming.querySelector('[data-block-name]').value = child.getTextLabel({ maxLength: 60 }) || child.blockDef.meta.label;
          naming.showModal();
        }),
      );
    });
  }

  async function keep() {
    const data = collect(chosen);
    data.append('template-name', naming.querySelector('[data-block-name]').value);
    data.append('template-description', naming.querySelector('[data-block-description]').value);
    try {
      const { text } = await send(words.blockSave, data);
      naming.close();
      say(text);
    } catch (error) {
      naming.querySelector('[data-block-naming-said]').textContent = error.message;
    }
  }

  // ---- Which source of a selection counts -----------------------------------------------------------------------

  const SOURCES = { products: ['products'], rule: ['rule', 'limit'], search: ['text', 'limit'] };

  function showSource(select) {
    const box = select.closest('.product-selection');
    if (!box) return;
    const shown = SOURCES[select.value] || [];
    ['products', 'rule', 'text', 'limit'].forEach((name) => {
      const field = box.querySelector(`:scope > [data-contentpath="${name}"], :scope > div > [data-contentpath="${name}"]`);
      field?.toggleAttribute('data-selection-hidden', !shown.includes(name));
    });
  }

  const showSources = () => document.querySelectorAll('.product-selection select[name$="-source"]').forEach(showSource);

  document.addEventListener('change', (event) => {
    if (event.target.matches?.('.product-selection select[name$="-source"]')) showSource(event.target);
  });

  // ---- Beginning ------------------------------------------------------------------------------------------------

  bar.querySelector('[data-block-templates]').addEventListener('click', () => dialog.showModal());
  paste.addEventListener('click', () => insert({ blocks: [readKept().block] }));
  dialog.addEventListener('click', (event) => {
    const reference = event.target.closest('[data-block-insert]')?.dataset.blockInsert;
    if (!reference) return;
    dialog.close();
    insert({ template: reference });
  });
  find('keep').addEventListener('click', keep);
  document.querySelectorAll('[data-block-close]').forEach((button) => {
    button.addEventListener('click', () => button.closest('dialog').close());
  });
  window.addEventListener('storage', showKept);
  showKept();

  function watch() {
    const root = stream();
    if (!root) {
      setTimeout(watch, 100);
      return;
    }
    const refresh = () => {
      equip();
      showSources();
    };
    refresh();
    new MutationObserver(refresh).observe(root.sequenceContainer.get(0), { childList: true });
  }

  watch();
})();
