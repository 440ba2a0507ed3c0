// The derivation of a figure opens where the pointer rests, where the focus is, and where it is pressed; what is pressed
// stays. Without this script it opens at a press: the browser does that, and closes with Escape or a press elsewhere.

const OPENS_AFTER = 150;
const CLOSES_AFTER = 300;
const GAP = 6;
const EDGE = 8;

const sheet = matchMedia("(max-width: 40rem)");
const openers = new Map();
let preview = null;
let waiting = 0;
let returning = false;

const figureAt = (node) => node.closest?.(".figure, .steps button");
const derivationOf = (figure) =>
  document.getElementById(figure.getAttribute("popovertarget") ?? figure.getAttribute("href").slice(1));
const isOpen = (derivation) => derivation.matches(":popover-open");

// Beside its figure, on the side with room, within the window; on a narrow screen the style sheet keeps it at the foot.
function place(derivation) {
  const { style } = derivation;
  style.left = style.top = "";
  if (sheet.matches) return;
  const at = openers.get(derivation).getBoundingClientRect();
  const box = derivation.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const left = Math.max(EDGE, Math.min(at.left, clientWidth - box.width - EDGE));
  const above = at.top - GAP - box.height;
  const fitsBelow = at.bottom + GAP + box.height <= clientHeight - EDGE;
  const top = fitsBelow || above < EDGE ? at.bottom + GAP : above;
  style.left = `${left + scrollX}px`;
  style.top = `${top + scrollY}px`;
}

function open(figure, kept) {
  const derivation = derivationOf(figure);
  openers.set(derivation, figure);
  // A kept one follows its figure in the order of Tab, and a step's opens on top of the one it stands in. A link in a
  // drawing is no HTML, and cannot be followed.
  derivation.showPopover(kept && figure instanceof HTMLElement ? { source: figure } : {});
  place(derivation);
  preview = kept ? null : derivation;
}

function peek(figure) {
  const derivation = derivationOf(figure);
  if (!isOpen(derivation)) open(figure, false);
}

function endPreview() {
  if (preview && !preview.matches(":hover")) preview.hidePopover();
}

function later(what, delay) {
  clearTimeout(waiting);
  waiting = setTimeout(what, delay);
}

document.addEventListener("pointerover", ({ target, pointerType }) => {
  if (pointerType === "touch") return;
  const figure = target.closest(".figure");
  if (figure && preview !== derivationOf(figure)) later(() => peek(figure), OPENS_AFTER);
  else if (figure || target.closest(".derivation")) clearTimeout(waiting);
  else if (preview) later(endPreview, CLOSES_AFTER);
  else clearTimeout(waiting);
});
document.documentElement.addEventListener("pointerleave", () => later(endPreview, CLOSES_AFTER));

document.addEventListener("focusin", ({ target }) => {
  if (returning) return;
  if (target.matches(".figure:focus-visible")) peek(target);
  else if (!target.closest(".derivation")) endPreview();
});

document.addEventListener("click", (event) => {
  const figure = figureAt(event.target);
  if (!figure) return;
  event.preventDefault();
  clearTimeout(waiting);
  const derivation = derivationOf(figure);
  if (!isOpen(derivation)) open(figure, true);
  else if (preview === derivation) preview = null;
  else derivation.hidePopover();
  // Pressed by a key: what is read and pressed next stands in the derivation.
  if (event.detail === 0 && isOpen(derivation)) {
    derivation.tabIndex = -1;
    derivation.focus();
  }
});

document.addEventListener(
  "beforetoggle",
  ({ target, newState }) => {
    if (newState !== "closed") return;
    if (preview === target) preview = null;
    if (!target.contains(document.activeElement)) return;
    returning = true;
    openers.get(target)?.focus({ preventScroll: true });
    returning = false;
  },
  true,
);

// A region is a stop for Tab only where there is something to scroll.
function fit() {
  for (const region of document.querySelectorAll(".scroll")) {
    if (region.scrollWidth > region.clientWidth) region.tabIndex = 0;
    else region.removeAttribute("tabindex");
  }
  for (const derivation of openers.keys()) if (isOpen(derivation)) place(derivation);
}
addEventListener("resize", fit);
fit();
document.fonts.ready.then(fit); // another typeface takes another width
document.documentElement.classList.add("scripted");
