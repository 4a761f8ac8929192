/* Keys for moderators, and keeping an item for who has it open. Nothing here is needed to work: every key has its button. */
(() => {
  const isTyping = (target) =>
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
  const list = document.querySelector('[data-moderation-list]');
  let current = -1;

  const listRows = () => (list ? [...list.querySelectorAll('table.listing tbody tr')] : []);

  function move(step) {
    const rows = listRows();
    if (!rows.length) return;
    rows.forEach((row) => row.classList.remove('moderation-current'));
    current = Math.min(Math.max(current + step, 0), rows.length - 1);
    rows[current].classList.add('moderation-current');
    const link = rows[current].querySelector('.title a');
    if (link) link.focus({ preventScroll: true });
    rows[current].scrollIntoView({ block: 'nearest' });
  }

  function press(key) {
    const element = document.querySelector(`[data-moderation-key="${key}"]`);
    if (!element || element.disabled) return false;
    if (element.matches('select, textarea')) {
      element.focus();
      element.scrollIntoView({ block: 'nearest' });
    } else {
      element.click();
    }
    return true;
  }

  const onList = {
    j: () => move(1),
    k: () => move(-1),
    x: () => {
      const row = listRows()[current];
      const box = row && row.querySelector('input[type="checkbox"]');
      if (box) box.click();
    },
  };

  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (document.querySelector('dialog[open], [role="dialog"][aria-modal="true"]:not([aria-hidden="true"])')) return;
    const key = event.key.toLowerCase();
    if (key === '?') {
      const help = document.querySelector('[data-moderation-keys]');
      if (help) help.open = !help.open;
    } else if (key === 'u') {
      const undo = document.querySelector('[data-moderation-undo] button');
      if (!undo) return;
      undo.click();
    } else if (list && onList[key]) {
      onList[key]();
    } else if (list || !press(key)) {
      return;
    }
    event.preventDefault();
  });

  const item = document.querySelector('[data-moderation-claim]');
  if (!item) return;
  const token = document.querySelector('input[name="csrfmiddlewaretoken"]').value;

  function post(address) {
    const body = new URLSearchParams({ csrfmiddlewaretoken: token });
    return fetch(address, { method: 'POST', body, headers: { Accept: 'application/json' }, keepalive: true });
  }

  async function keep() {
    try {
      const response = await post(item.dataset.moderationClaim);
      // Somebody else was quicker: the page as it stands would only be refused.
      if (response.status === 409) window.location.reload();
    } catch {
      // The next time will do.
    }
  }

  let isLeaving = false;
  document.addEventListener('submit', () => {
    isLeaving = true;
  });
  window.addEventListener('pagehide', () => {
    if (!isLeaving) post(item.dataset.moderationRelease);
  });
  keep();
  setInterval(keep, 60000);
})();
