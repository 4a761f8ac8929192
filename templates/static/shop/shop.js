// Makes pages quicker and smoother that work without it: lists narrow in place, galleries follow, the cart is told.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

function say(text) {
  const toast = $("[data-toast]");
  toast.textContent = text;
  toast.classList.add("is-shown");
  clearTimeout(say.timer);
  say.timer = setTimeout(() => toast.classList.remove("is-shown"), 5000);
}

// Pages, a part at a time ------------------------------------------------------------------------------------------

let asking = null;

async function fetchPage(url) {
  asking?.abort();
  asking = new AbortController();
  const response = await fetch(url, { signal: asking.signal, headers: { Accept: "text/html" } });
  if (!response.ok) throw new Error(response.status);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/** Replace the elements with `ids` by those of the page at `url`; whatever goes wrong, the browser goes there itself. */
async function swap(url, ids, { keepPlace = false } = {}) {
  const busy = ids.map((id) => document.getElementById(id)).filter(Boolean);
  busy.forEach((element) => element.setAttribute("aria-busy", "true"));
  try {
    const page = await fetchPage(url);
    const focused = describeFocus();
    for (const id of ids) {
      const fresh = page.getElementById(id);
      if (fresh) document.getElementById(id)?.replaceWith(document.adoptNode(fresh));
    }
    document.title = page.title;
    history[keepPlace ? "replaceState" : "pushState"]({ ids }, "", url);
    refocus(focused);
    return page;
  } catch (error) {
    if (error.name !== "AbortError") location.href = url;
    return null;
  }
}

function describeFocus() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  if (element.id) return `#${CSS.escape(element.id)}`;
  if (element.name) return `[name="${CSS.escape(element.name)}"][value="${CSS.escape(element.value)}"]`;
  if (element.matches("a[href]")) return `a[href="${CSS.escape(element.getAttribute("href"))}"]`;
  return null;
}

function refocus(selector) {
  if (selector) $(selector)?.focus({ preventScroll: true });
}

addEventListener("popstate", (event) => {
  if (event.state?.ids) location.reload();
});

// Lists ------------------------------------------------------------------------------------------------------------

const LIST = ["filter-form", "results"];

function addressOf(form) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== "") query.append(name, value);
  const text = query.toString();
  return form.getAttribute("action") + (text ? `?${text}` : "");
}

async function narrow(url) {
  const opened = $$("#filter-form details[open]").map((element) => element.dataset.name);
  const page = await swap(url, LIST);
  if (!page) return;
  for (const name of opened) $(`#filter-form details[data-name="${CSS.escape(name)}"]`)?.setAttribute("open", "");
  const count = $("[data-count]");
  if (count) say.quiet?.(count.textContent);
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-narrow], [data-sort]");
  if (form) narrow(addressOf(form));
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-narrow], [data-sort]");
  if (!form) return;
  event.preventDefault();
  const drawer = form.closest("[popover]");
  if (drawer?.matches(":popover-open")) drawer.hidePopover();
  narrow(addressOf(form));
});

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-swap], a[data-more], a[data-choice]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  event.preventDefault();
  if (link.matches("[data-choice]")) await swap(link.href, ["offer", "buybar"], { keepPlace: true });
  else if (link.matches("[data-more]")) await showMore(link);
  else await narrow(link.getAttribute("href"));
});

async function showMore(link) {
  link.setAttribute("aria-busy", "true");
  try {
    const page = await fetchPage(link.href);
    const list = $("[data-items]");
    const fresh = $$("[data-items] > li", page).map((item) => document.adoptNode(item));
    list.append(...fresh);
    const next = $("[data-more]", page);
    if (next) link.replaceWith(document.adoptNode(next));
    else link.closest(".load").remove();
    $("a", fresh[0])?.focus({ preventScroll: true });
  } catch (error) {
    if (error.name !== "AbortError") location.href = link.href;
  }
}

// Galleries --------------------------------------------------------------------------------------------------------

for (const gallery of $$("[data-gallery]")) {
  const strip = $(".gallery__strip", gallery);
  const thumbs = $$(".gallery__thumbs a", gallery);
  if (!strip || !thumbs.length) continue;
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  thumbs.forEach((thumb, index) =>
    thumb.addEventListener("click", (event) => {
      event.preventDefault();
      strip.scrollTo({ left: strip.children[index].offsetLeft - strip.offsetLeft, behavior });
    }),
  );
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        const shown = [...strip.children].indexOf(entry.target);
        thumbs.forEach((thumb, index) => thumb.toggleAttribute("aria-current", index === shown));
        thumbs.forEach((thumb, index) => index === shown && thumb.setAttribute("aria-current", "true"));
      }
    },
    { root: strip, threshold: 0.6 },
  );
  [...strip.children].forEach((item) => watcher.observe(item));
}

// The cart is another system: whoever runs it listens for `vitrine:buy`, and calls preventDefault() once it has it. ---

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-buy]");
  if (!form) return;
  event.preventDefault();
  const { sku, product, amount, currency, said } = form.dataset;
  const quantity = Math.max(1, Number(form.elements.quantity.value) || 1);
  const detail = { sku, product, quantity, price: { amount, currency } };
  const isUnheard = form.dispatchEvent(new CustomEvent("vitrine:buy", { detail, bubbles: true, cancelable: true }));
  if (isUnheard) say(`${said} ${quantity} × ${sku}`);
});

document.addEventListener("click", (event) => {
  const step = event.target.closest("[data-step]");
  if (step) {
    const input = step.parentElement.querySelector("input");
    input.value = Math.min(99, Math.max(1, (Number(input.value) || 1) + Number(step.dataset.step)));
  }
  if (event.target.closest("[data-buynow]")) $("[data-buy]")?.requestSubmit();
});
