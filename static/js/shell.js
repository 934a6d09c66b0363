/* The keys, the dialogs and the menus of every page. Each key presses something that can be seen and clicked. */

const SEQUENCE = 1200; // ms within which the second key of a sequence must follow
let begun = "";
let beganAt = 0;

const isTyping = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

function press(keys) {
  const target = document.querySelector(`[data-key="${CSS.escape(keys)}"]`);
  if (!target) return false;
  if (target.matches("input")) {
    target.focus();
    target.select();
  } else {
    target.click();
  }
  return true;
}

function step(by) {
  const rows = [...document.querySelectorAll("[data-row]")];
  if (!rows.length) return false;
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = here < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(here + by, 0), rows.length - 1);
  const target = rows[next].matches("a") ? rows[next] : rows[next].querySelector("a");
  target?.focus();
  target?.scrollIntoView({ block: "nearest" });
  return Boolean(target);
}

function answer(event) {
  if (event.key === "k" && (event.ctrlKey || event.metaKey)) return press("/");
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return false;
  if (document.querySelector("dialog[open]")) return false;
  if (begun && event.timeStamp - beganAt < SEQUENCE) {
    const keys = `${begun} ${event.key}`;
    begun = "";
    return press(keys);
  }
  if (event.key === "g") {
    begun = "g";
    beganAt = event.timeStamp;
    return true;
  }
  if (event.key === "j") return step(1);
  if (event.key === "k") return step(-1);
  return ["/", "n", "?"].includes(event.key) && press(event.key);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.key === "Escape") {
    const menu = document.activeElement?.closest("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    return;
  }
  if (answer(event)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens).showModal();
  const closer = event.target.closest("[data-closes]");
  if (closer) closer.closest("dialog").close();
});

for (const opener of document.querySelectorAll("[data-opens][hidden]")) opener.hidden = false;
