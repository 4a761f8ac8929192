/* Small helps for the catalogue's screens. Events are listened to on the document, for Wagtail replaces parts of a page. */
(() => {
  const waiting = new WeakMap();

  async function suggest(input) {
    const address = `${input.dataset.catalogueSuggest}?q=${encodeURIComponent(input.value)}`;
    const response = await fetch(address, { headers: { Accept: 'application/json' } });
    if (!response.ok) return;
    const { suggestions } = await response.json();
    const list = document.getElementById(input.getAttribute('list'));
    if (!list) return;
    list.replaceChildren(
      ...suggestions.map((name) => {
        const option = document.createElement('option');
        option.value = name;
        return option;
      }),
    );
  }

  function find(input) {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const panel = input.closest('[data-catalogue-specifications]');
    panel.querySelectorAll('[data-catalogue-name]').forEach((row) => {
      row.hidden = !words.every((word) => row.dataset.catalogueName.includes(word));
    });
    const fold = panel.querySelector('[data-catalogue-fold]');
    if (fold) fold.open = words.length > 0;
  }

  document.addEventListener('input', (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement)) return;
    if (input.dataset.catalogueSuggest) {
      clearTimeout(waiting.get(input));
      waiting.set(input, setTimeout(() => suggest(input), 150));
    } else if ('catalogueFind' in input.dataset) {
      find(input);
    }
  });

  // A picture still at its shop's address may be gone: an empty frame says so better than a broken one.
  const isThumbnail = (node) => node instanceof HTMLImageElement && node.classList.contains('catalogue-thumbnail');
  const hide = (image) => {
    const frame = document.createElement('span');
    frame.className = image.className;
    image.replaceWith(frame);
  };
  document.addEventListener('error', (event) => isThumbnail(event.target) && hide(event.target), true);
  document.querySelectorAll('img.catalogue-thumbnail').forEach((image) => {
    if (image.complete && image.naturalWidth === 0) hide(image);
  });

  document.addEventListener('focusin', (event) => {
    const input = event.target;
    if (input instanceof HTMLInputElement && input.dataset.catalogueSuggest) suggest(input);
  });
})();
