// Passkeys: asks the browser for one, and sends what it says with the form. Only where the browser can do it.
import { say } from "./words.js";

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const known = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }));

function wanted({ publicKey: o }) {
  return {
    ...o, challenge: bytes(o.challenge), allowCredentials: known(o.allowCredentials), excludeCredentials: known(o.excludeCredentials),
    ...(o.user && { user: { ...o.user, id: bytes(o.user.id) } }),
  };
}

function told(credential) {
  const { response: r } = credential, response = { clientDataJSON: text(r.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) if (r[name]) response[name] = text(r[name]);
  if (r.getTransports) response.transports = r.getTransports();
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response, clientExtensionResults: credential.getClientExtensionResults() };
}

async function ask(form) {
  if (form.dataset.passkey === "login") {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    return navigator.credentials.get({ publicKey: wanted((await answer.json()).request_options) });
  }
  const data = JSON.parse(document.getElementById(form.dataset.options).textContent);
  if (form.dataset.passkey === "get") return navigator.credentials.get({ publicKey: wanted(data.request_options) });
  const publicKey = wanted(data.creation_options), alone = form.elements.passwordless?.checked;
  const selection = { ...publicKey.authenticatorSelection, residentKey: alone ? "required" : "discouraged", requireResidentKey: Boolean(alone) };
  if (alone) selection.userVerification = "required";
  return navigator.credentials.create({ publicKey: { ...publicKey, authenticatorSelection: selection } });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wrong = form.querySelector(".error");
    wrong.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(told(await ask(form)));
      form.submit();
    } catch (error) {
      form.removeAttribute("aria-busy");
      wrong.querySelector("span").textContent = say(error.name === "InvalidStateError" ? "passkeyKnown" : "passkeyFailed");
      wrong.hidden = false;
    }
  });
}
