// Draws the focal area that is suggested for a picture; one that a person has drawn stays.
"use strict";

(() => {
  const place = document.querySelector("[data-focus-left]");
  if (!place) return;
  const said = place.querySelector("[role=status]");
  const fields = Object.fromEntries(
    ["x", "y", "width", "height"].map((name) => [name, document.querySelector(`input.focal_point_${name}`)]),
  );
  const [left, top, right, bottom] = ["Left", "Top", "Right", "Bottom"].map((side) =>
    Number(place.dataset[`focus${side}`]),
  );

  place.querySelector("button").addEventListener("click", () => {
    if (fields.x.value) {
      said.textContent = said.dataset.set;
      return;
    }
    // Wagtail's chooser draws it; what is saved are the fields.
    window.jcropapi?.setSelect([left, top, right, bottom]);
    fields.x.value = Math.floor((left + right) / 2);
    fields.y.value = Math.floor((top + bottom) / 2);
    fields.width.value = right - left;
    fields.height.value = bottom - top;
    said.textContent = said.dataset.done;
  });
})();
