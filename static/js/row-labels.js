/* Keeps the row in the labels of a table's controls right while rows are added and removed. */

function relabel(prefix) {
  const group = document.getElementById(`${prefix}-group`);
  const labels = new Map();
  for (const control of group.querySelectorAll(".empty-form [name][aria-label]")) {
    labels.set(control.name, control.getAttribute("aria-label"));
  }
  const ofRow = new RegExp(`^${prefix}-\\d+-`);
  const rows = group.querySelectorAll(".form-row:not(.empty-form)");
  for (const [index, row] of rows.entries()) {
    for (const control of row.querySelectorAll("[name][aria-label]")) {
      const label = labels.get(control.name.replace(ofRow, `${prefix}-__prefix__-`));
      if (label) control.setAttribute("aria-label", label.replace("__prefix__", index + 1));
    }
  }
}

for (const name of ["formset:added", "formset:removed"]) {
  document.addEventListener(name, (event) => relabel(event.detail.formsetName));
}
