// Tells the shop what is looked at, searched for, clicked and put in the cart: only after a guest has agreed. Members
// agree in their account, and the server drops what they have not agreed to. Nothing is sent before, nothing is kept
// but a random name of this browser, and that only as long as the answer is yes.

const AGREED = "vitrine-counting";
const CLIENT = "vitrine-client";
const SEARCHED = "vitrine-searched";
const MOST = 50;
const address = document.body.dataset.track;
const isMember = "member" in document.body.dataset;

const stored = (name, storage = localStorage) => {
  try {
    return storage.getItem(name);
  } catch {
    return null;
  }
};

const store = (name, value, storage = localStorage) => {
  try {
    if (value === null) storage.removeItem(name);
    else storage.setItem(name, value);
  } catch {
    // A browser that keeps nothing is one that is not counted twice.
  }
};

const makeId = () =>
  crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16)).join("-");

const isAgreed = () => isMember || stored(AGREED) === "yes";

function nameClient() {
  // A member's browser has a name for one visit alone: who they are is known by their token.
  const storage = isMember ? sessionStorage : localStorage;
  const known = stored(CLIENT, storage);
  if (known) return known;
  const name = makeId();
  store(CLIENT, name, storage);
  return name;
}

let waiting = [];
let timer = 0;

function send() {
  clearTimeout(timer);
  timer = 0;
  if (!waiting.length || !isAgreed()) return;
  const events = waiting.splice(0, MOST);
  const body = JSON.stringify({ clientId: nameClient(), hasConsent: isAgreed(), events });
  const isTaken = navigator.sendBeacon?.(address, new Blob([body], { type: "application/json" }));
  if (!isTaken) waiting = [...events, ...waiting].slice(-MOST);
}

function note(action, { product = "", query = "", ordinal = null, message = "", quantity = null } = {}) {
  if (!address || !isAgreed()) return;
  const attributes = {};
  if (product) attributes.object = { object_id: product, object_id_field: "product" };
  if (ordinal) attributes.position = { ordinal };
  if (quantity) attributes.quantity = quantity;
  waiting.push({
    event_id: makeId(),
    action_name: action,
    timestamp: new Date().toISOString(),
    event_attributes: attributes,
    ...(query && { query_id: query }),
    ...(message && { message }),
  });
  if (!timer) timer = setTimeout(send, 1500);
}

// Going back shows the same results once more: a search is told once.
function noteSearch() {
  const results = document.querySelector("[data-query]");
  const query = results?.dataset.query;
  if (!query || stored(SEARCHED, sessionStorage) === query || !isAgreed()) return;
  store(SEARCHED, query, sessionStorage);
  note("search", { query, message: results.dataset.text });
}

function notePage() {
  const viewed = document.querySelector("[data-viewed]");
  if (viewed) note("view", { product: viewed.dataset.viewed });
  noteSearch();
}

document.addEventListener(
  "click",
  (event) => {
    const card = event.target.closest("[data-product]");
    const item = card?.closest("li");
    if (!item || !event.target.closest("a[href]")) return;
    const query = item.closest("[data-query]")?.dataset.query;
    const ordinal = [...item.parentElement.children].indexOf(item) + 1;
    note("click", { product: card.dataset.product, query, ordinal });
    send();
  },
  { capture: true },
);

document.addEventListener("vitrine:buy", ({ detail }) => {
  note("add_to_cart", { product: detail.product, quantity: detail.quantity });
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.elements?.what?.value === "keep-product") note("favourite", { product: form.elements.key.value });
});

// Lists that narrow in place bring results of another search.
const results = document.getElementById("results");
if (results) new MutationObserver(noteSearch).observe(results.parentElement, { childList: true });

addEventListener("pagehide", send);
document.addEventListener("visibilitychange", () => document.hidden && send());

for (const question of document.querySelectorAll("[data-consent]")) {
  const buttons = [...question.querySelectorAll("[data-agree]")];
  const show = () =>
    buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.agree === stored(AGREED))));
  question.addEventListener("click", (event) => {
    const answer = event.target.closest("[data-agree]")?.dataset.agree;
    if (!answer) return;
    const wasAgreed = isAgreed();
    store(AGREED, answer);
    if (answer === "no") {
      waiting = [];
      store(CLIENT, null);
    } else if (!wasAgreed) notePage();
    show();
  });
  show();
  question.hidden = false;
}

notePage();
