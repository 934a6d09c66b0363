/* Makes each select of the class combobox-select searchable: an input whose results come from the server.

The select stays the truth: it is what the form sends, what other scripts change, and what the input follows. A text
that was typed and not settled is sent beside it as `<name>-typed`, and the server looks for it as this does. */

const PAUSE = 200; // ms without a key before a search
const PAGE = 10; // options that a key for a page moves by
const GAP = 8; // px kept free around the popup
const HEIGHT = 352; // px that the popup takes at most
const WIDTH = 320; // px that the popup takes at least, where there is room

const words = document.querySelector("script[data-searching]").dataset;

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/* One popup and one voice serve every combobox of the page: they go where the focus goes. */
const list = make("ul", { id: "combobox-list", class: "combobox-list", role: "listbox" });
const note = make("p", { class: "combobox-note" });
const popup = make("div", { class: "combobox-popup", popover: "manual" }, list, note);
const voice = make("div", { class: "visually-hidden", role: "status" });
let opened = null;

class Combobox {
  constructor(select) {
    this.select = select;
    this.input = make("input", {
      id: `${select.id}-combobox`,
      class: "combobox-input",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
    });
    for (const name of ["aria-required", "aria-invalid", "aria-describedby"]) {
      if (select.hasAttribute(name)) this.input.setAttribute(name, select.getAttribute(name));
    }
    this.clearer = make("button", { type: "button", class: "combobox-clear" }, "×");
    this.box = make("div", { class: "combobox" }, this.input, this.clearer);
    const labels = [...select.labels];
    const isFocused = document.activeElement === select;
    select.after(this.box);
    select.hidden = true;
    for (const label of labels) label.htmlFor = this.input.id;
    if (isFocused) this.input.focus();
    this.listen();
    this.follow();
    if (select.dataset.typed) {
      this.input.value = select.dataset.typed;
      this.mark();
    }
  }

  listen() {
    const { select, input, clearer, box } = this;
    new MutationObserver(() => this.follow()).observe(select, {
      subtree: true,
      childList: true,
      characterData: true,
      attributeFilter: ["aria-label", "value"],
    });
    select.addEventListener("change", () => this.follow());
    input.addEventListener("focus", () => {
      box.append(popup, voice);
      input.select();
    });
    input.addEventListener("blur", () => this.leave());
    input.addEventListener("input", () => this.type());
    input.addEventListener("click", () => {
      if (opened === this) return;
      if (!this.typed) input.select();
      this.open();
    });
    input.addEventListener("keydown", (event) => this.press(event));
    clearer.addEventListener("click", () => {
      this.choose("", "");
      input.focus();
    });
  }

  /* What is chosen, and what is typed */

  follow() {
    const chosen = this.select.value ? this.select.selectedOptions[0].text : "";
    if (chosen !== this.chosen) {
      this.chosen = chosen;
      this.input.value = chosen;
    }
    const label = this.select.getAttribute("aria-label");
    if (label) this.input.setAttribute("aria-label", label);
    this.clearer.setAttribute("aria-label", words.clear.replace("{field}", this.label));
    this.mark();
  }

  get label() {
    return this.input.getAttribute("aria-label") ?? this.input.labels[0]?.textContent.trim().replace(/:$/, "") ?? "";
  }

  get isRequired() {
    return this.input.hasAttribute("aria-required");
  }

  get typed() {
    return this.input.value === this.chosen ? "" : this.input.value.trim();
  }

  mark() {
    this.box.classList.toggle("combobox--unsettled", Boolean(this.typed));
    this.clearer.hidden = this.isRequired || !this.input.value;
    if (this.typed) {
      this.input.name = `${this.select.name}-typed`;
      this.input.title = words.unsettled;
    } else {
      this.input.removeAttribute("name");
      this.input.title = this.chosen;
    }
  }

  choose(key, text) {
    const { select } = this;
    let option = [...select.options].find((each) => each.value === key);
    if (!option) {
      option = new Option(text, key);
      select.add(option);
    }
    this.close();
    option.selected = true;
    this.input.value = this.chosen;
    this.follow();
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  leave() {
    this.close();
    if (this.input.value.trim()) return;
    if (this.chosen && !this.isRequired) this.choose("", "");
    this.input.value = this.chosen;
    this.mark();
  }

  /* Searching */

  type() {
    this.mark();
    this.open(() => this.activate(0), PAUSE);
  }

  open(then = () => {}, pause = 0) {
    clearTimeout(this.timer);
    this.request?.abort();
    if (opened !== this) {
      opened = this;
      list.replaceChildren();
      list.setAttribute("aria-label", this.label);
      this.input.setAttribute("aria-expanded", "true");
      this.input.setAttribute("aria-controls", list.id);
      popup.showPopover();
    }
    this.activate(-1);
    list.setAttribute("aria-busy", "true");
    if (!list.childElementCount) this.say(words.searching);
    this.timer = setTimeout(() => this.search(1, then), pause);
  }

  async search(page, then) {
    this.request = new AbortController();
    const { signal } = this.request;
    const url = new URL(this.select.dataset.url, document.baseURI);
    url.searchParams.set("term", this.typed);
    url.searchParams.set("page", page);
    this.next = null;
    try {
      const response = await fetch(url, { signal, redirect: "error", headers: { accept: "application/json" } });
      if (!response.ok) throw new Error(response.statusText);
      const { results, pagination } = await response.json();
      if (signal.aborted) return;
      if (page === 1) list.replaceChildren();
      list.append(...results.map((result) => this.option(result)));
      if (pagination.more) this.next = page + 1;
      this.tell();
    } catch {
      if (signal.aborted) return;
      if (page === 1) list.replaceChildren();
      this.say(words.failed, words.failed);
    }
    list.removeAttribute("aria-busy");
    if (page === 1) list.scrollTop = 0;
    place();
    then();
  }

  option({ id, text }) {
    const option = make("li", { class: "combobox-option", role: "option", "aria-selected": "false" }, text);
    option.id = `combobox-option-${id}`;
    option.dataset.key = id;
    option.classList.toggle("combobox-option--chosen", id === this.select.value);
    return option;
  }

  tell() {
    const count = list.childElementCount;
    if (!count) this.say(words.nothing, words.nothing);
    else this.say("", (this.next ? words.more : words.found).replace("{count}", count));
  }

  say(shown, spoken = "") {
    note.textContent = shown;
    note.hidden = !shown;
    if (spoken) voice.textContent = spoken;
    place();
  }

  more(then = () => {}) {
    if (!this.next || list.hasAttribute("aria-busy")) return;
    list.setAttribute("aria-busy", "true");
    this.search(this.next, then);
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    if (opened !== this) return;
    opened = null;
    popup.hidePopover();
    list.replaceChildren();
    voice.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-controls");
    this.input.removeAttribute("aria-activedescendant");
  }

  /* Moving */

  get active() {
    return [...list.children].findIndex((option) => option.ariaSelected === "true");
  }

  activate(index) {
    const option = list.children[Math.min(index, list.childElementCount - 1)];
    for (const each of list.children) each.ariaSelected = String(each === option);
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  move(by) {
    const target = this.active + by;
    if (target >= list.childElementCount && this.next) this.more(() => this.activate(target));
    else this.activate(Math.max(target, 0));
  }

  press(event) {
    const isOpen = opened === this;
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE };
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === "Escape" && (isOpen || this.typed)) {
      this.close();
      this.input.value = this.chosen;
      this.mark();
    } else if (event.key in steps) {
      if (!isOpen) this.open(() => this.activate(steps[event.key] > 0 ? 0 : Infinity));
      else if (!list.hasAttribute("aria-busy")) this.move(steps[event.key]);
    } else if (isOpen && event.key === "Enter") {
      const option = list.children[this.active];
      if (option) this.choose(option.dataset.key, option.textContent);
    } else if (isOpen && this.active >= 0 && (event.key === "Home" || event.key === "End")) {
      this.activate(event.key === "Home" ? 0 : Infinity);
    } else {
      return;
    }
    event.preventDefault();
  }
}

/* The popup lies in the top layer, where no table cuts it off, and keeps to its input. */

function place() {
  if (!opened) return;
  const anchor = opened.box.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const seen = window.visualViewport;
  const above = anchor.top - seen.offsetTop - GAP;
  const below = seen.offsetTop + seen.height - anchor.bottom - GAP;
  const isBelow = below >= Math.min(list.scrollHeight + note.offsetHeight, HEIGHT) || below >= above;
  const width = Math.min(Math.max(anchor.width, WIDTH), clientWidth - 2 * GAP);
  const start = getComputedStyle(opened.box).direction === "rtl" ? anchor.right - width : anchor.left;
  Object.assign(popup.style, {
    width: `${width}px`,
    left: `${Math.min(Math.max(start, GAP), clientWidth - width - GAP)}px`,
    top: isBelow ? `${anchor.bottom + 2}px` : "auto",
    bottom: isBelow ? "auto" : `${clientHeight - anchor.top + 2}px`,
    maxHeight: `${Math.min(isBelow ? below : above, HEIGHT)}px`,
  });
}

popup.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the input
popup.addEventListener("click", (event) => {
  const option = event.target.closest(".combobox-option");
  if (option) opened.choose(option.dataset.key, option.textContent);
});
list.addEventListener("scroll", () => {
  if (list.scrollTop + list.clientHeight > list.scrollHeight - HEIGHT / 2) opened?.more();
});
document.addEventListener("scroll", (event) => event.target !== list && place(), { capture: true, passive: true });
window.visualViewport.addEventListener("resize", place);

function enhance(part) {
  for (const select of part.querySelectorAll(".combobox-select:not([hidden])")) {
    if (!select.name.includes("__prefix__")) new Combobox(select);
  }
}

enhance(document);
document.addEventListener("formset:added", (event) => enhance(event.target));
