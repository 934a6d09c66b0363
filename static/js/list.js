/* Ticking the rows of a list: all of the page at once, and how many are ticked. Without it each is ticked by hand. */

const all = document.querySelector("[data-all]");
const count = document.querySelector("[data-count]");
const boxes = [...document.querySelectorAll('input[name="chosen"]')];
const theTicked = document.querySelector('input[name="of"][value="chosen"]');

function tell() {
  const ticked = boxes.filter((box) => box.checked).length;
  count.textContent = ticked ? `(${ticked})` : "";
  all.checked = ticked === boxes.length;
  all.indeterminate = ticked > 0 && ticked < boxes.length;
}

if (all && boxes.length) {
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    theTicked.checked = true;
    tell();
  });
  for (const box of boxes) {
    box.addEventListener("change", () => {
      theTicked.checked = true;
      tell();
    });
  }
  tell();
}
