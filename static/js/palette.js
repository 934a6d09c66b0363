/* Offers records, places and beginnings beneath the search of the bar, while one types there. */

const PAUSE = 180; // ms without a key before the search is asked

const form = document.querySelector("form[data-palette]");
const input = form.querySelector("input");
const list = form.querySelector(".palette");
const status = form.querySelector("[data-palette-status]");
let timer = 0;
let request = null;

input.setAttribute("role", "combobox");
input.setAttribute("aria-expanded", "false");
input.setAttribute("aria-controls", list.id);
input.setAttribute("aria-autocomplete", "list");

const choices = () => [...list.querySelectorAll("[role=option]")];
const chosen = () => list.querySelector("[aria-selected=true]");

function choose(option) {
  chosen()?.setAttribute("aria-selected", "false");
  if (option) {
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  } else {
    input.removeAttribute("aria-activedescendant");
  }
}

function close() {
  clearTimeout(timer);
  request?.abort();
  list.hidden = true;
  input.setAttribute("aria-expanded", "false");
  choose(null);
}

async function offer() {
  request?.abort();
  const current = new AbortController();
  request = current;
  const url = new URL(form.dataset.palette, document.baseURI);
  url.searchParams.set("q", input.value);
  try {
    const response = await fetch(url, { signal: current.signal, redirect: "error" });
    if (!response.ok || current.signal.aborted || document.activeElement !== input) return;
    list.innerHTML = await response.text();
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    choose(null);
    status.textContent = list.querySelector("[data-palette-words]").textContent;
  } catch {
    // Typed on, offline or signed out: Enter leads to the page of the search, which says what is the matter.
  }
}

input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(offer, PAUSE);
});

input.addEventListener("focus", offer);

input.addEventListener("keydown", (event) => {
  const options = choices();
  const here = options.indexOf(chosen());
  if (event.key === "ArrowDown" && options.length) choose(options[(here + 1) % options.length]);
  else if (event.key === "ArrowUp" && options.length) choose(options[here <= 0 ? options.length - 1 : here - 1]);
  else if (event.key === "Enter" && !list.hidden && chosen()) chosen().click();
  else if (event.key === "Escape" && !list.hidden) close();
  else return;
  event.preventDefault();
  event.stopPropagation();
});

document.addEventListener("focusin", (event) => {
  if (!form.contains(event.target)) close();
});

document.addEventListener("click", (event) => {
  if (!form.contains(event.target)) close();
});
