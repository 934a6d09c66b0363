// The slider over the days on which something was recorded stands for the list of them.
for (const form of document.querySelectorAll("[data-recorded-days]")) {
  const slider = form.querySelector("input[type=range]");
  const list = form.querySelector("select");
  const days = [...list.options].filter((option) => !option.hasAttribute("data-between"));
  const name = (place) => days[place]?.text ?? "";
  slider.closest("label").hidden = days.length < 2;
  slider.setAttribute("aria-valuetext", name(slider.value));
  slider.addEventListener("input", () => {
    days[slider.value].selected = true;
    slider.setAttribute("aria-valuetext", name(slider.value));
  });
  slider.addEventListener("change", () => form.requestSubmit());
  list.addEventListener("change", () => form.requestSubmit());
}
