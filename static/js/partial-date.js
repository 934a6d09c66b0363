/* Says beneath each partial date, while it is typed, how it is understood. */

const PAUSE = 250; // ms without a key before the text is read

const pending = new WeakMap();

function reset(field) {
  const { timer, request } = pending.get(field) ?? {};
  clearTimeout(timer);
  request?.abort();
  pending.delete(field);
}

async function read(field, text) {
  const request = new AbortController();
  pending.set(field, { request });
  const place = field.querySelector(".partial-date-reading");
  const url = new URL(field.dataset.readingUrl, document.baseURI);
  url.searchParams.set("text", text);
  try {
    const response = await fetch(url, { signal: request.signal, redirect: "error" });
    const words = await response.text();
    if (!request.signal.aborted) place.innerHTML = response.ok ? words : "";
  } catch {
    // Offline, signed out or typed on: the form itself says how the date was read when it is sent.
    if (!request.signal.aborted) place.replaceChildren();
  }
}

function schedule(field, text) {
  reset(field);
  if (!text.trim()) {
    field.querySelector(".partial-date-reading").replaceChildren();
    return;
  }
  pending.set(field, { timer: setTimeout(() => read(field, text), PAUSE) });
}

document.addEventListener("input", (event) => {
  if (event.target.matches?.(".partial-date-text")) {
    schedule(event.target.closest(".partial-date"), event.target.value);
  }
});

document.addEventListener("click", (event) => {
  const choice = event.target.closest?.(".partial-date-choice");
  if (!choice) return;
  const input = choice.closest(".partial-date").querySelector(".partial-date-text");
  input.value = choice.dataset.reading;
  input.focus();
  input.dispatchEvent(new Event("input", { bubbles: true }));
});
