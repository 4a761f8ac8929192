// Shows how far the products are that are being weighed again, until all of them are.
(function () {
    "use strict";

    const box = document.querySelector("[data-reweighing]");
    if (!box) return;
    const bar = box.querySelector("progress");
    const count = box.querySelector("[data-reweighing-count]");

    async function look() {
        const response = await fetch(box.dataset.reweighing, { headers: { Accept: "application/json" } });
        if (!response.ok) return;
        const { done, total } = await response.json();
        if (!total) {
            box.hidden = true;
            return;
        }
        bar.max = total;
        bar.value = done;
        count.textContent = `${done} / ${total}`;
        setTimeout(look, 2000);
    }

    setTimeout(look, 2000);
})();
