/* The editor's panels of what is delivered: checks before publishing, the moment of the preview, links to share. */
(() => {
  const form = document.querySelector('[data-edit-form]');
  if (!form) return;

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

  // ---- Checks ---------------------------------------------------------------------------------------------------

  const findBlock = (id) => id && document.getElementById(`block-${id}-section`);

  const findField = (name) => {
    const input = name && form.querySelector(`[name="${CSS.escape(name)}"], [name^="${CSS.escape(name)}-"]`);
    return input && (input.closest('.w-panel') || input);
  };

  function show(problem) {
    const target = findBlock(problem.block) || findField(problem.field);
    if (!target) return;
    const tab = target.closest('[role="tabpanel"]');
    if (tab && tab.hidden) document.querySelector(`[role="tab"][href="#${CSS.escape(tab.id)}"]`)?.click();
    const toggle = target.querySelector('[data-panel-toggle]');
    if (toggle && toggle.getAttribute('aria-expanded') === 'false') toggle.click();
    target.scrollIntoView({ block: 'start', behavior: 'smooth' });
    (toggle || target.querySelector('input, textarea, select, button'))?.focus({ preventScroll: true });
  }

  function setUpChecks(panel) {
    const words = panel.dataset;
    const state = panel.querySelector('[data-publish-checks-state]');
    const score = panel.querySelector('[data-publish-checks-score]');
    const list = panel.querySelector('[data-publish-checks-list]');
    const toggle = document.querySelector('[data-side-panel-toggle="checks"]');
    const badge = make('span', 'publish-checks-badge');
    badge.hidden = true;
    toggle?.append(badge);
    const wantedPart = panel.querySelector('[data-publish-checks-wanted]');
    let asked = 0;

    // What shoppers search for and the title lacks: each is one click away from it.
    function addToTitle(phrase) {
      const title = form.querySelector('[name="title"]');
      if (!title) return;
      title.value = `${title.value.trimEnd()} ${phrase}`.trimStart();
      ['input', 'change'].forEach((name) => title.dispatchEvent(new Event(name, { bubbles: true })));
      title.focus();
      look();
    }

    function describeWanted({ phrase, note }) {
      const item = make('li', 'publish-checks__item');
      item.dataset.level = 'notice';
      item.append(make('strong', '', phrase), make('span', 'publish-checks__level', note));
      const button = make('button', 'button button-small button-secondary', words.publishChecksAdd);
      button.type = 'button';
      button.setAttribute('aria-label', `${words.publishChecksAdd}: ${phrase}`);
      button.addEventListener('click', () => addToTitle(phrase));
      item.append(button);
      return item;
    }

    function presentWanted(wanted) {
      // Not every editor has the part.
      if (!wantedPart) return;
      wantedPart.hidden = !wanted;
      wantedPart.querySelector('[data-publish-checks-wanted-empty]').hidden = !wanted || wanted.length > 0;
      wantedPart.querySelector('[data-publish-checks-wanted-list]').replaceChildren(...(wanted || []).map(describeWanted));
    }

    function describe(problem) {
      const item = make('li', 'publish-checks__item');
      item.dataset.level = problem.level;
      const levels = { error: words.publishChecksError, warning: words.publishChecksWarning };
      const level = levels[problem.level] || words.publishChecksNotice;
      item.append(make('span', 'publish-checks__level', [level, problem.cost].filter(Boolean).join(' · ')));
      const line = make('p');
      if (problem.place) line.append(make('strong', '', problem.place), ' — ');
      line.append(problem.text);
      item.append(line);
      if (problem.url) {
        const link = make('a', 'button button-small button-secondary', words.publishChecksShow);
        link.href = problem.url;
        link.setAttribute('aria-label', `${words.publishChecksShow}: ${problem.place}`);
        item.append(link);
      } else if (problem.block || problem.field) {
        const button = make('button', 'button button-small button-secondary', words.publishChecksShow);
        button.type = 'button';
        button.setAttribute('aria-label', `${words.publishChecksShow}: ${problem.place}`);
        button.addEventListener('click', () => show(problem));
        item.append(button);
      }
      return item;
    }

    function mark(problems) {
      document.querySelectorAll('[data-publish-problem]').forEach((section) => delete section.dataset.publishProblem);
      [...problems].reverse().forEach((problem) => {
        const section = findBlock(problem.block);
        if (section) section.dataset.publishProblem = problem.level;
      });
    }

    function present({ problems, score: points = '', wanted }) {
      presentWanted(wanted);
      const errors = problems.filter((problem) => problem.level === 'error').length;
      state.dataset.level = errors ? 'error' : 'clear';
      state.textContent = errors ? `${words.publishChecksCount}: ${errors}` : words.publishChecksClear;
      // Not everything that is checked has a score.
      if (score) {
        score.textContent = points;
        score.hidden = !points;
      }
      list.replaceChildren(...problems.map(describe));
      badge.hidden = !errors;
      badge.textContent = errors || '';
      badge.title = `${words.publishChecksCount}: ${errors}`;
      mark(problems);
    }

    async function look() {
      asked += 1;
      const mine = asked;
      try {
        const response = await fetch(words.publishChecks, { method: 'POST', body: new FormData(form) });
        if (!response.ok) throw new Error(response.status);
        const answer = await response.json();
        if (mine === asked) present(answer);
      } catch {
        if (mine === asked) {
          delete state.dataset.level;
          state.textContent = words.publishChecksAway;
        }
      }
    }

    const lookLater = later(look, 1500);
    form.addEventListener('input', lookLater);
    form.addEventListener('change', lookLater);
    document.addEventListener('w-unsaved:add', lookLater);
    panel.querySelector('[data-publish-checks-again]').addEventListener('click', look);
    // After the blocks stand there, so that they can be marked.
    setTimeout(look, 300);
  }

  document.querySelectorAll('[data-publish-checks]').forEach(setUpChecks);

  // ---- The moment of the preview, and links to share ------------------------------------------------------------

  function setUpMoment(bar) {
    const preview = bar.closest('[data-controller~="w-preview"]');
    const at = bar.querySelector('[data-preview-moment-at]');
    const said = bar.querySelector('[data-preview-moment-said]');
    const words = bar.dataset;

    const read = () => {
      const input = form.querySelector('[name="go_live_at"]');
      const typed = input?.value.trim().replace(' ', 'T').slice(0, 16);
      return /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(typed || '') ? typed : words.previewMomentGolive;
    };

    function apply(isReload) {
      const address = new URL(words.previewMoment, window.location.href);
      address.searchParams.set('at', at.value || 'now');
      preview.setAttribute('data-w-preview-render-url-value', address.toString());
      if (isReload) preview.setAttribute('data-w-preview-stale-value', 'true');
    }

    async function share() {
      const body = new FormData();
      body.append('csrfmiddlewaretoken', form.querySelector('[name="csrfmiddlewaretoken"]').value);
      body.append('at', at.value);
      try {
        const response = await fetch(words.previewMomentShare, { method: 'POST', body });
        if (!response.ok) throw new Error(response.status);
        const { address, text } = await response.json();
        const link = make('a', '', address);
        link.href = address;
        link.target = '_blank';
        link.rel = 'noreferrer';
        said.replaceChildren(text, ' ', link);
        await navigator.clipboard?.writeText(address).then(() => said.append(' ', words.previewMomentCopied));
      } catch {
        if (!said.querySelector('a')) said.textContent = words.previewMomentFailed;
      }
    }

    at.addEventListener('change', () => apply(true));
    bar.querySelector('[data-preview-moment-now]').addEventListener('click', () => {
      at.value = '';
      apply(true);
    });
    bar.querySelector('[data-preview-moment-planned]').addEventListener('click', () => {
      at.value = read();
      apply(true);
    });
    bar.querySelector('[data-preview-moment-link]')?.addEventListener('click', share);
    // Moments are no part of the page: a change of one must not count as an unsaved change.
    ['input', 'change'].forEach((name) => at.addEventListener(name, (event) => event.stopPropagation()));
    if (at.value) apply(false);
  }

  document.querySelectorAll('[data-preview-moment]').forEach(setUpMoment);
})();
