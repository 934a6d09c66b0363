/* The sheet on which a development is logged: rows, drafts, dropped files, and Ctrl+Enter to save. */

const PAUSE = 1500; // ms without a key before the draft is kept

const sheet = document.querySelector("form.log");
const said = sheet.querySelector(".log-kept");
const announce = (part) => part.dispatchEvent(new CustomEvent("formset:added", { bubbles: true }));

/* Rows */

function addRow(rows) {
  const total = rows.querySelector("[name$='-TOTAL_FORMS']");
  const html = rows.querySelector("template").innerHTML.replaceAll("__prefix__", total.value);
  const holder = document.createElement("div");
  holder.innerHTML = html;
  const row = holder.firstElementChild;
  total.value = Number(total.value) + 1;
  rows.querySelector("template").before(row);
  number(rows);
  announce(row);
  row.querySelector("input:not([type=hidden]):not([hidden]), select:not([hidden]), textarea")?.focus();
}

function number(rows) {
  rows.querySelectorAll(":scope > .log-row [data-number]").forEach((place, index) => {
    place.textContent = index + 1;
  });
}

function showRemovers(part) {
  for (const button of part.querySelectorAll("[data-removes]")) button.hidden = false;
}

sheet.addEventListener("click", (event) => {
  const more = event.target.closest("button[name=_more]");
  if (more) {
    event.preventDefault();
    addRow(more.closest(".log-rows"));
  }
  const remover = event.target.closest("[data-removes]");
  if (remover) {
    const rows = remover.closest(".log-rows");
    remover.closest(".log-row").remove();
    number(rows);
    rows.querySelector("button[name=_more]").focus();
    schedule();
  }
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (!event.target.matches(".log-parts")) return;
  showRemovers(event.target);
  announce(event.target);
});

/* The draft */

let timer = 0;
let request = null;
let isSent = false;

async function keep() {
  request?.abort();
  request = new AbortController();
  const typed = new FormData(sheet);
  for (const [name, value] of [...typed]) if (value instanceof File) typed.delete(name);
  const headers = { "X-CSRFToken": typed.get("csrfmiddlewaretoken") };
  const { signal } = request;
  try {
    const answer = await fetch(sheet.dataset.draftUrl, { method: "POST", body: typed, headers, signal, redirect: "error" });
    said.textContent = answer.ok ? await answer.text() : said.dataset.failed;
  } catch {
    if (!signal.aborted) said.textContent = said.dataset.failed;
  }
}

function schedule() {
  if (!sheet.dataset.draftUrl || isSent) return;
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
}

sheet.addEventListener("input", schedule);
sheet.addEventListener("change", schedule);
sheet.addEventListener("submit", () => {
  isSent = true;
  clearTimeout(timer);
  request?.abort();
});

/* Saving by key */

sheet.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    sheet.requestSubmit(sheet.querySelector(".save-bar [name=_save]"));
  }
});

/* Dropped files */

const files = sheet.querySelector(".log-files");

function over(event, isOver) {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  files.classList.toggle("log-files--over", isOver);
}

if (files) {
  // A file dropped beside the field would replace the page, and with it all that was typed.
  document.addEventListener("dragover", (event) => over(event, true));
  document.addEventListener("dragleave", (event) => over(event, false));
  document.addEventListener("drop", (event) => {
    over(event, false);
    if (!event.dataTransfer?.files.length) return;
    const chosen = new DataTransfer();
    for (const file of [...files.files, ...event.dataTransfer.files]) chosen.items.add(file);
    files.closest("details").open = true;
    files.files = chosen.files;
    files.dispatchEvent(new Event("change", { bubbles: true }));
    files.focus();
  });
}

showRemovers(sheet);
