// Beside Wagtail's upload of many pictures: tags for all of them, what became of how many, and another try.
"use strict";

(() => {
  const input = document.getElementById("fileupload");
  const more = document.getElementById("upload-more");
  if (!input || !more) return;
  const form = input.form;
  const parts = more.content.cloneNode(true);
  const [tags, summary, again, offline] = ["tags", "summary", "again", "offline"].map((name) =>
    parts.querySelector(`[data-upload-${name}]`),
  );
  form.append(tags);
  document.getElementById("upload-list").before(summary);
  const figures = summary.querySelector("[data-upload-figures]");
  const allAgain = summary.querySelector("[data-upload-again-all]");
  // By file, what became of it: "waiting", "done", "failed" where another try may help, or "refused" before it was sent.
  const states = new Map();

  const count = (state) => [...states.values()].filter((one) => one === state).length;

  const show = () => {
    const failed = count("failed");
    const said = [figures.dataset.text.replace("{done}", count("done")).replace("{total}", states.size)];
    if (failed + count("refused")) said.push(figures.dataset.failed.replace("{failed}", failed + count("refused")));
    figures.textContent = said.join(" ");
    summary.hidden = false;
    allAgain.hidden = failed < 2 || count("waiting") > 0;
  };

  const tryAgain = (file) => {
    const row = file.context[0];
    row.querySelector("[data-upload-again]")?.remove();
    row.querySelector(".error_messages").textContent = "";
    row.classList.remove("upload-failure", "upload-server-error", "upload-complete");
    row.classList.add("upload-uploading");
    states.set(file, "waiting");
    show();
    // The server may have stored it and the answer got lost: it is told, so that nothing is stored twice.
    const told = Object.assign(document.createElement("input"), { type: "hidden", name: "again", value: "1" });
    form.append(told);
    file.submit();
    told.remove();
  };

  const offer = (file) => {
    const place = again.cloneNode(true);
    place.querySelector("button").addEventListener("click", () => tryAgain(file));
    file.context[0].querySelector(".right").append(place);
  };

  const find = (row) => [...states.keys()].find((file) => file.context?.[0] === row);

  window
    .jQuery(input)
    .on("fileuploadadd", (_event, file) => {
      states.set(file, "waiting");
      show();
    })
    .on("fileuploadprocessfail", (_event, file) => {
      states.set(find(file.context[0]) || file, "refused");
      show();
    })
    .on("fileuploadfail", (_event, sent) => {
      if (!sent.jqXHR?.status) sent.errorThrown = offline.textContent;
    })
    .on("fileuploadalways", (_event, sent) => {
      const row = sent.context[0];
      const file = find(row);
      const isFailed = row.matches(".upload-failure, .upload-server-error");
      states.set(file, isFailed ? "failed" : "done");
      if (isFailed) offer(file);
      show();
    });

  allAgain.addEventListener("click", () =>
    [...states].filter(([, state]) => state === "failed").forEach(([file]) => tryAgain(file)),
  );

  // Leaving now would lose what has not been sent yet.
  window.addEventListener("beforeunload", (event) => {
    if (count("waiting")) event.preventDefault();
  });
})();
