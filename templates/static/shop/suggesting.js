// Suggests while a shopper types. The box is a form that works without: this only saves typing.

const WAIT = 120;
const box = document.querySelector(".find[data-suggest]");
const input = box?.querySelector("input");
let list, timer, asked;
let active = -1;

function close() {
  list?.remove();
  list = undefined;
  active = -1;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function makeItem({ text, address, note }, number) {
  const item = document.createElement("li");
  item.id = `suggestion-${number}`;
  item.role = "option";
  item.ariaSelected = "false";
  const link = document.createElement("a");
  link.href = address;
  link.tabIndex = -1;
  link.textContent = text;
  if (note) {
    const small = document.createElement("small");
    small.textContent = note;
    link.append(" ", small);
  }
  item.append(link);
  return item;
}

function show(suggestions) {
  close();
  if (!suggestions.length || document.activeElement !== input) return;
  list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "find__list";
  list.role = "listbox";
  list.ariaLabel = box.dataset.label;
  list.append(...suggestions.map(makeItem));
  // Keeps the focus in the box, so that leaving it is what closes the list.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  box.append(list);
  input.setAttribute("aria-expanded", "true");
}

// Past the last one the text itself is meant again.
function move(step) {
  const items = [...list.children];
  items[active]?.setAttribute("aria-selected", "false");
  const places = items.length + 1;
  active = ((active + 1 + step + places) % places) - 1;
  if (active < 0) {
    input.removeAttribute("aria-activedescendant");
    return;
  }
  items[active].setAttribute("aria-selected", "true");
  input.setAttribute("aria-activedescendant", items[active].id);
  items[active].scrollIntoView({ block: "nearest" });
}

async function ask() {
  const text = input.value.trim();
  asked?.abort();
  if (!text) return close();
  asked = new AbortController();
  try {
    const response = await fetch(`${box.dataset.suggest}?${new URLSearchParams({ q: text })}`, { signal: asked.signal });
    if (response.ok) show((await response.json()).suggestions);
  } catch {
    // Away, or typed on: the form still searches.
  }
}

if (input) {
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", "suggestions");
  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    // Half-written pinyin of an input method is no text yet.
    if (!event.isComposing) timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("compositionend", () => {
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (!list || event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      list.children[active].firstElementChild.click();
    }
  });
  input.addEventListener("blur", close);
}
