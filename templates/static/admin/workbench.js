// Judges with a click or a key, without leaving the page; without this script the buttons are plain forms.
(() => {
    const list = document.querySelector("[data-workbench]");
    if (!list) return;

    const press = async (hit, button) => {
        const isTakenBack = button.getAttribute("aria-pressed") === "true";
        const rating = isTakenBack ? null : Number(button.dataset.rating);
        const { query, locale, url } = list.dataset;
        const response = await fetch(url, {
            method: "POST",
            headers: {
                "Content-Type": "application/json",
                "X-CSRFToken": hit.querySelector("[name=csrfmiddlewaretoken]").value,
            },
            body: JSON.stringify({ query, locale, key: hit.dataset.key, rating }),
        });
        if (!response.ok) return;
        for (const each of hit.querySelectorAll("[data-rating]")) {
            const isChosen = rating !== null && Number(each.dataset.rating) === rating;
            each.setAttribute("aria-pressed", String(isChosen));
            each.value = isChosen ? "" : each.dataset.rating;
        }
    };

    list.addEventListener("click", (event) => {
        const button = event.target.closest("[data-rating]");
        if (!button) return;
        event.preventDefault();
        press(button.closest("[data-key]"), button);
    });

    list.addEventListener("keydown", (event) => {
        const hit = event.target.closest("[data-key]");
        if (!hit || event.ctrlKey || event.altKey || event.metaKey) return;
        const button = /^[0-3]$/.test(event.key) && hit.querySelector(`[data-rating="${event.key}"]`);
        if (button) {
            event.preventDefault();
            press(hit, button);
            return;
        }
        const next = { ArrowDown: hit.nextElementSibling, ArrowUp: hit.previousElementSibling }[event.key];
        if (next) {
            event.preventDefault();
            next.focus();
        }
    });
})();
