// Puts suggestions into the fields of the list of pictures without words.
"use strict";

(() => {
  const fill = (input) => {
    if (input && !input.value && input.dataset.suggestion) input.value = input.dataset.suggestion;
  };

  document.addEventListener("click", (event) => {
    const one = event.target.closest("[data-care-suggest]");
    if (one) {
      const input = document.getElementById(one.dataset.careSuggest);
      fill(input);
      input.focus();
    } else if (event.target.closest("[data-care-suggest-all]")) {
      document.querySelectorAll(".care-form input[data-suggestion]").forEach(fill);
    }
  });
})();
