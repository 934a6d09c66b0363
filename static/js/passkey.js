/* Forms that a passkey fills in: one is made, or one is asked for, and the form is sent with what it says. */

const isAble = "parseCreationOptionsFromJSON" in (window.PublicKeyCredential ?? {});

async function optionsOf(form) {
  if (form.dataset.passkey === "fetch") {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.statusText);
    return (await answer.json()).request_options.publicKey;
  }
  const told = JSON.parse(document.getElementById("passkey-options").textContent);
  return (told.creation_options ?? told.request_options).publicKey;
}

async function credentialFor(form) {
  const options = await optionsOf(form);
  if (form.dataset.passkey !== "create") {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
    return navigator.credentials.get({ publicKey });
  }
  const isAlone = form.querySelector("[name=passwordless]")?.checked ?? false;
  Object.assign(options.authenticatorSelection, {
    residentKey: isAlone ? "required" : "discouraged",
    requireResidentKey: isAlone,
    ...(isAlone && { userVerification: "required" }),
  });
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  return navigator.credentials.create({ publicKey });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = !isAble;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const status = form.querySelector("[data-passkey-status]");
    status.textContent = "";
    try {
      const credential = await credentialFor(form);
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch (error) {
      status.textContent = error.message;
    }
  });
}
