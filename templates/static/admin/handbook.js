// The handbook beside the work: the link goes into the header, the page opens in a drawer, what was typed stays.
(() => {
    const start = () => {
        const link = document.querySelector("[data-handbook-link]");
        if (!link) return;
        place(link);
        const drawer = document.querySelector("[data-handbook-drawer]");
        if (drawer && link.dataset.handbookBeside) prepare(link, drawer);
        // In fields, too: somebody is in the middle of filling them in.
        document.addEventListener("keydown", (event) => {
            if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyH") return;
            event.preventDefault();
            link.click();
        });
    };

    const place = (link) => {
        const header = document.querySelector("header.w-slim-header > div, header.w-header .right");
        if (!header) return;
        const last = header.matches(".right") ? header : header.lastElementChild;
        last.append(link);
        link.classList.add("is-placed");
    };

    const prepare = (link, drawer) => {
        const body = drawer.querySelector("[data-handbook-body]");

        const close = () => {
            drawer.hidden = true;
            link.setAttribute("aria-expanded", "false");
            link.focus();
        };

        const load = async () => {
            if (body.dataset.loaded) return;
            try {
                const response = await fetch(link.dataset.handbookBeside, { headers: { "X-Requested-With": "handbook" } });
                if (!response.ok || response.redirected) throw new Error(String(response.status));
                body.innerHTML = await response.text();
                body.dataset.loaded = "yes";
                for (const each of body.querySelectorAll("a[href]")) Object.assign(each, { target: "_blank", rel: "opener" });
            } catch {
                body.textContent = drawer.dataset.handbookFailed;
            }
        };

        link.addEventListener("click", (event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            if (!drawer.hidden) return close();
            drawer.hidden = false;
            link.setAttribute("aria-expanded", "true");
            drawer.querySelector("h2").focus();
            load();
        });
        drawer.querySelector("[data-handbook-close]").addEventListener("click", close);
        drawer.addEventListener("keydown", (event) => {
            if (event.key === "Escape") {
                event.stopPropagation();
                close();
            }
        });
        drawer.addEventListener("submit", act);
    };

    // Forms of the drawer answer in place: leaving would lose what was typed beside it.
    const act = async (event) => {
        const form = event.target.closest("[data-handbook-act]");
        if (!form) return;
        event.preventDefault();
        const address = form.querySelector("[name=address]");
        if (address) address.value = location.pathname;
        const said = form.closest(".handbook-acts").querySelector("[data-handbook-said]");
        try {
            const response = await fetch(form.action, {
                method: "POST",
                body: new FormData(form, event.submitter),
                headers: { "X-Requested-With": "handbook" },
            });
            said.textContent = (await response.json()).said;
            if (response.ok) form.querySelector("textarea")?.form.reset();
        } catch {
            said.textContent = form.closest("[data-handbook-drawer]").dataset.handbookFailed;
        }
    };

    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
    else start();
})();
