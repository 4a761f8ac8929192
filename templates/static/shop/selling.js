// The cart and the clocks of sales. Without it the same forms work, and times stand there as they are.

const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

function say(text) {
  const toast = document.querySelector("[data-toast]");
  toast.textContent = text;
  toast.classList.add("is-shown");
  clearTimeout(say.timer);
  say.timer = setTimeout(() => toast.classList.remove("is-shown"), 5000);
}

// How much is in the cart is in a cookie of its own: the page is the same for everybody.

function showCount() {
  const count = /(?:^|; )vitrine_cart_count=(\d+)/.exec(document.cookie)?.[1] ?? "";
  for (const element of $$("[data-cart-count]")) {
    element.textContent = count;
    element.hidden = !count;
  }
}

showCount();
addEventListener("pageshow", showCount);
new MutationObserver(showCount).observe(document.getElementById("main"), { childList: true, subtree: true });

// Whoever runs a cart of their own listens for `vitrine:buy`, and calls preventDefault() once they have it.

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-buy]");
  if (!form) return;
  event.preventDefault();
  const { sku, product, amount, currency, said } = form.dataset;
  const quantity = Math.max(1, Number(form.elements.quantity.value) || 1);
  const detail = { sku, product, quantity, price: { amount, currency } };
  if (!form.dispatchEvent(new CustomEvent("vitrine:buy", { detail, bubbles: true, cancelable: true }))) return;
  try {
    const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (!response.ok) throw new Error(response.status);
    showCount();
    say(`${said} ${quantity} × ${document.querySelector("h1")?.textContent.trim() ?? sku}`);
  } catch {
    form.submit();
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-checkout]");
  if (!button) return;
  const isUnheard = button.dispatchEvent(new CustomEvent("vitrine:checkout", { bubbles: true, cancelable: true }));
  if (isUnheard) say(button.dataset.said);
});

// Clocks go by the server's time: what counts is how far it was from this one when the page came. --------------------

const arrived = Date.now();
const two = (number) => String(number).padStart(2, "0");

function tick() {
  for (const place of $$("[data-ends]")) {
    const clock = place.querySelector("[data-clock]");
    const now = Date.now() + new Date(place.dataset.now).getTime() - arrived;
    const left = Math.max(0, Math.ceil((new Date(place.dataset.ends).getTime() - now) / 1000));
    const days = Math.floor(left / 86400);
    const hours = `${two(Math.floor(left / 3600) % 24)}:${two(Math.floor(left / 60) % 60)}:${two(left % 60)}`;
    clock.textContent = days ? `${days} ${clock.dataset.day} ${hours}` : hours;
    place.classList.toggle("ends--soon", left < 3600);
    if (!left && !place.hidden) {
      place.hidden = true;
      // What it costs now is the server's to say.
      if (place.closest("#offer")) location.reload();
    }
  }
}

if ($$("[data-ends]").length) {
  tick();
  setInterval(tick, 1000);
}
