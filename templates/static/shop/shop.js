// Makes pages quicker and smoother that work without it: lists narrow in place, galleries follow.

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

// How many, and the bar at the foot of a phone's screen ------------------------------------------------------------------

document.addEventListener("click", (event) => {
  const step = event.target.closest("[data-step]");
  if (step) {
    const input = step.parentElement.querySelector("input");
    input.value = Math.min(99, Math.max(1, (Number(input.value) || 1) + Number(step.dataset.step)));
    if (input.form?.matches("[data-auto]")) input.form.requestSubmit();
  }
  if (event.target.closest("[data-buynow]")) $("[data-buy]")?.requestSubmit();
});

// Menus ------------------------------------------------------------------------------------------------------------

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const opened = event.target.closest?.("[data-sub][open]");
  if (!opened) return;
  opened.open = false;
  $("summary", opened).focus();
});

document.addEventListener("click", (event) => {
  for (const menu of $$("[data-sub][open]")) if (!menu.contains(event.target)) menu.open = false;
});

// Carousels move on by themselves only while nobody looks closer, and never for who wants less motion. ---------------

for (const carousel of $$("[data-carousel]")) {
  const strip = $(".carousel__slides", carousel);
  const tools = $(".carousel__tools", carousel);
  if (!tools) continue;
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const count = strip.children.length;
  const shown = () => Math.round(strip.scrollLeft / strip.clientWidth);
  const show = (index) =>
    strip.scrollTo({ left: ((index + count) % count) * strip.clientWidth, behavior: isStill ? "auto" : "smooth" });
  tools.hidden = false;
  $$("[data-move]", tools).forEach((button) =>
    button.addEventListener("click", () => show(shown() + Number(button.dataset.move))),
  );
  strip.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    show(shown() + step);
  });
  const pause = $("[data-pause]", tools);
  if (!pause) continue;
  const words = [pause.getAttribute("aria-label"), pause.dataset.playLabel];
  const halt = (isPaused) => {
    carousel.classList.toggle("is-paused", isPaused);
    pause.setAttribute("aria-label", words[Number(isPaused)]);
  };
  halt(isStill);
  pause.addEventListener("click", () => halt(!carousel.classList.contains("is-paused")));
  setInterval(() => {
    const isWatched = carousel.matches(":hover, :focus-within") || document.hidden;
    if (!isWatched && !carousel.classList.contains("is-paused")) show(shown() + 1);
  }, Number(carousel.dataset.seconds) * 1000);
}

// Countdowns go by the server's clock: what counts is how far it was from this one when the page came. ---------------

const STATES = ["upcoming", "running", "ended"];

for (const block of $$("[data-countdown]")) {
  const offset = new Date(block.dataset.now).getTime() - Date.now();
  const [starts, ends] = [block.dataset.starts, block.dataset.ends].map((text) => new Date(text).getTime());
  const digits = Object.fromEntries($$("[data-unit]", block).map((element) => [element.dataset.unit, element]));
  const tick = () => {
    const now = Date.now() + offset;
    const state = now < starts ? "upcoming" : now < ends ? "running" : "ended";
    const seconds = Math.max(0, Math.ceil(((state === "upcoming" ? starts : ends) - now) / 1000));
    const values = {
      days: Math.floor(seconds / 86400),
      hours: Math.floor(seconds / 3600) % 24,
      minutes: Math.floor(seconds / 60) % 60,
      seconds: seconds % 60,
    };
    for (const [unit, value] of Object.entries(values)) digits[unit].textContent = String(value).padStart(2, "0");
    if (!block.classList.contains(`countdown--${state}`)) {
      STATES.forEach((one) => block.classList.toggle(`countdown--${one}`, one === state));
      $$("[data-state]", block).forEach((element) => (element.hidden = element.dataset.state !== state));
    }
    if (state === "ended") clearInterval(timer);
  };
  const timer = setInterval(tick, 1000);
  tick();
}

// Videos of other platforms are asked for only by who wants to see them. ---------------------------------------------

document.addEventListener("click", (event) => {
  const link = event.target.closest(".video__play");
  const holder = link?.closest("[data-video]");
  if (!holder || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  const frame = document.createElement("iframe");
  frame.src = holder.dataset.video;
  frame.title = holder.dataset.title || link.textContent.trim();
  frame.allow = "fullscreen; picture-in-picture";
  frame.allowFullscreen = true;
  holder.replaceChildren(frame);
  frame.focus();
});

// What members do: likes and the like happen in place, forms show what was chosen. -----------------------------------

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-react]");
  if (!form || !form.dataset.react) return;
  event.preventDefault();
  const ids = form.dataset.react.split(" ");
  form.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(form.action, { method: "POST", body: new FormData(form) });
    if (!response.ok) throw new Error(response.status);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const place = [...form.parentElement.children].indexOf(form);
    const focused = describeFocus();
    for (const id of ids) {
      const fresh = page.getElementById(id);
      if (!fresh) throw new Error(id);
      document.getElementById(id).replaceWith(document.adoptNode(fresh));
    }
    if (focused) refocus(focused);
    else ($$(`#${CSS.escape(ids[0])} form.react button`)[place] ?? $("#main")).focus({ preventScroll: true });
  } catch {
    form.removeAttribute("data-react");
    form.submit();
  }
});

document.addEventListener("change", (event) => {
  event.target.closest("[data-auto]")?.requestSubmit();
  const chooser = event.target.closest("[data-pictures]");
  if (!chooser) return;
  const shown = $("[data-shown]", chooser.closest("fieldset"));
  $$("img", shown).forEach((image) => URL.revokeObjectURL(image.src));
  shown.replaceChildren(
    ...[...chooser.files].map((file) => {
      const item = document.createElement("li");
      const image = document.createElement("img");
      image.src = URL.createObjectURL(file);
      image.alt = file.name;
      image.width = image.height = 96;
      item.append(image);
      return item;
    }),
  );
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-zoom]");
  if (!link || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  const dialog = document.createElement("dialog");
  dialog.className = "zoom";
  const image = new Image();
  image.src = link.href;
  image.alt = $("picture img", link)?.alt ?? "";
  const close = document.createElement("form");
  close.method = "dialog";
  const button = document.createElement("button");
  button.className = "button-icon";
  button.setAttribute("aria-label", document.body.dataset.close);
  button.textContent = "×";
  close.append(button);
  dialog.append(image, close);
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
});
