// What the server orders about the page as a whole, and the honest sign when there is no connection.

import { refuse } from "./toast.js";

const PATIENCE_MS = 1_000;

/** Show when the connection is lost, follow the gathering to another surface, say goodbye when told to. */
export function watchConnection(wire) {
  const sign = connectionSign();
  let timer = 0;
  let ended = false;
  const say = (sentence) => {
    sign.textContent = sentence;
    sign.hidden = !sentence;
    document.documentElement.toggleAttribute("data-offline", Boolean(sentence));
  };

  wire.addEventListener("lost", () => {
    if (ended || timer) return;
    timer = setTimeout(() => say("Reconnecting…"), PATIENCE_MS);
  });
  wire.addEventListener("open", () => {
    clearTimeout(timer);
    timer = 0;
    say("");
  });
  wire.addEventListener("bye", ({ detail }) => {
    ended = true;
    clearTimeout(timer);
    sign.setAttribute("role", "alert");
    say(detail || "This page is no longer yours.");
  });
  wire.addEventListener("go", ({ detail }) => {
    const to = new URL(detail, location.href);
    if (to.origin === location.origin) location.assign(to);
  });
  wire.addEventListener("pad", ({ detail }) => {
    document.querySelector("mesh-pad")?.toggleAttribute("readonly", detail === "frozen");
  });
  wire.addEventListener("reload", () => location.reload());
  wire.addEventListener("refused", ({ detail }) => refuse(detail));
}

function connectionSign() {
  let sign = document.querySelector("[data-connection]");
  if (!sign) {
    sign = document.createElement("p");
    sign.className = "connection";
    sign.hidden = true;
    sign.setAttribute("role", "status");
    document.body.append(sign);
  }
  sign.classList.add("live-status");
  return sign;
}
