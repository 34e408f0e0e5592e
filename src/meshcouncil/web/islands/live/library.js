// The policy library: what is typed finds at once, with the server's own search; a draft that was moved goes away.

const WAIT_MS = 200;

let waiting = 0;
let latest = 0;

/** Find while somebody types, and put a moved draft away. */
export function watchLibrary() {
  document.addEventListener("input", ({ target }) => {
    const form = target.closest?.("form[data-find]");
    if (!form) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => find(form), WAIT_MS);
  });
  document.addEventListener("mesh:accepted", ({ target }) => putAway(target.closest("[data-draft-panel]")));
}

async function find(form) {
  const turn = ++latest;
  const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
  const answer = await fetch(address, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok || answer.redirected || turn !== latest) return; // the button still searches
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.getElementById(form.dataset.find);
  const shown = document.getElementById(form.dataset.find);
  if (turn !== latest || !found || !shown) return;
  const said = shown.querySelector("[role=status]");
  const says = found.querySelector("[role=status]");
  if (said && says) {
    said.replaceChildren(...says.childNodes); // the same element, so that its change is spoken
    says.replaceWith(said);
  }
  shown.replaceChildren(...found.childNodes);
  history.replaceState(null, "", address);
}

function putAway(panel) {
  if (!panel) return;
  panel.remove();
  history.replaceState(null, "", location.pathname);
  const work = document.getElementById("work-motions");
  work?.dispatchEvent(new CustomEvent("mesh:reveal", { bubbles: true }));
  if (work && !work.hasAttribute("tabindex")) work.tabIndex = -1;
  work?.focus({ preventScroll: true });
}
