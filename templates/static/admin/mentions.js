/* Offers the names of colleagues behind an @ in a textarea marked data-mentions; its form says where they are. */
(() => {
    "use strict";

    const BEHIND_AT = /(^|[^A-Za-z0-9_])[@＠]([^\s@＠]{0,30})$/;

    function start(area, number) {
        const list = document.createElement("ul");
        let people = null;
        let found = [];
        let chosen = 0;
        list.className = "mentions";
        list.id = `mentions-${number}`;
        list.hidden = true;
        list.setAttribute("role", "listbox");
        area.parentNode.append(list);
        area.setAttribute("aria-controls", list.id);
        area.setAttribute("aria-autocomplete", "list");

        async function load() {
            if (people === null) {
                people = [];
                const answer = await fetch(area.form.dataset.people, { headers: { Accept: "application/json" } });
                people = answer.ok ? (await answer.json()).people : [];
                look();
            }
        }

        function find() {
            return BEHIND_AT.exec(area.value.slice(0, area.selectionStart));
        }

        function close() {
            list.hidden = true;
            area.removeAttribute("aria-activedescendant");
        }

        function draw() {
            list.replaceChildren(
                ...found.map((person, place) => {
                    const item = document.createElement("li");
                    item.id = `${list.id}-${place}`;
                    item.setAttribute("role", "option");
                    item.setAttribute("aria-selected", String(place === chosen));
                    item.textContent = person.name === person.login ? person.name : `${person.name} (${person.login})`;
                    item.addEventListener("mousedown", (event) => {
                        event.preventDefault();
                        insert(person);
                    });
                    return item;
                }),
            );
            list.hidden = found.length === 0;
            if (list.hidden) {
                close();
            } else {
                area.setAttribute("aria-activedescendant", `${list.id}-${chosen}`);
            }
        }

        function look() {
            const match = find();
            if (!match) {
                close();
                return;
            }
            load();
            const typed = match[2].toLowerCase();
            found = people
                .filter((one) => one.name.toLowerCase().includes(typed) || one.login.toLowerCase().includes(typed))
                .slice(0, 8);
            chosen = 0;
            draw();
        }

        function insert(person) {
            const match = find();
            const end = area.selectionStart;
            area.setRangeText(`${person.name} `, end - match[2].length, end, "end");
            close();
            area.focus();
        }

        area.addEventListener("input", look);
        area.addEventListener("blur", close);
        area.addEventListener("keydown", (event) => {
            if (list.hidden) {
                return;
            }
            const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
            if (step) {
                chosen = (chosen + step + found.length) % found.length;
                draw();
            } else if (event.key === "Enter" || event.key === "Tab") {
                insert(found[chosen]);
            } else if (event.key === "Escape") {
                close();
            } else {
                return;
            }
            event.preventDefault();
        });
    }

    document.querySelectorAll("textarea[data-mentions]").forEach(start);
})();
