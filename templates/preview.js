// The page follows its files: where a block is another, that block alone is brought up to date, so that the place, the
// focus and what is open stay. Values can be tried out; the page then shows what they come to.

const TYPED_AFTER = 120;
const SAID_AFTER = 700;
const SHOWN_FOR = 2000;

const byId = (id) => document.getElementById(id);
const main = byId("content");
const token = document.querySelector("meta[name=token]").content;
const first = JSON.parse(byId("first").textContent);
let page = first.page;
let of = first.of;
let run = "";
let asking = null;
let again = false;
let typing = 0;
let saying = 0;

// What is another becomes what it is now; every node that need not go stays.
function morph(from, to) {
  if (from.nodeType !== to.nodeType || from.nodeName !== to.nodeName) return from.replaceWith(to);
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.data === to.data) return undefined;
    from.data = to.data;
    return mark(from.parentElement?.closest(".figure"));
  }
  const clean = from instanceof HTMLInputElement && from.value === from.defaultValue;
  for (const { name, value } of to.attributes) if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  for (const { name } of [...from.attributes]) {
    const ours = name === "data-block" || name === "tabindex" || name === "class";
    if (!to.hasAttribute(name) && !ours) from.removeAttribute(name);
  }
  if (!to.hasAttribute("class") && !from.classList.contains("moved")) from.removeAttribute("class");
  if (clean) from.value = from.defaultValue;
  return children(from, to);
}

const alike = (one, other) => one?.nodeName === other?.nodeName && one.textContent === other.textContent;

function children(from, to) {
  let [was, now] = [[...from.childNodes], [...to.childNodes]];
  let tail = 0;
  const many = was.length !== now.length;
  while (many && tail < Math.min(was.length, now.length) && alike(was.at(-1 - tail), now.at(-1 - tail))) tail += 1;
  const [end, whole] = [was.length - tail, now.length - tail];
  for (let at = 0; at < Math.min(end, whole); at += 1) morph(was[at], now[at]);
  for (const left of was.slice(whole, end)) left.remove();
  for (const more of now.slice(end, whole)) from.insertBefore(more, was[end] ?? null);
  for (let at = 1; at <= tail; at += 1) morph(was.at(-at), now.at(-at));
}

function mark(figure) {
  if (!figure) return;
  figure.classList.add("moved");
  setTimeout(() => figure.classList.remove("moved"), SHOWN_FOR);
}

function made(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

// The blocks in their order: those that stay are left alone, one that is another is morphed, others come and go.
function put(order, blocks) {
  const wanted = new Set(order);
  const there = new Map([...main.children].map((one) => [one.dataset.block, one]));
  let at = main.firstElementChild;
  for (const id of order) {
    const known = there.get(id);
    while (known && at && at !== known && !wanted.has(at.dataset.block)) at = removed(at);
    if (known && at === known) at = at.nextElementSibling;
    else if (known) main.insertBefore(known, at);
    else {
      const fresh = made(blocks[id]).firstElementChild;
      fresh.dataset.block = id;
      if (at && !wanted.has(at.dataset.block) && at.nodeName === fresh.nodeName) {
        const next = at.nextElementSibling;
        at.dataset.block = id;
        morph(at, fresh);
        at = next;
      } else main.insertBefore(fresh, at);
    }
  }
  while (at) at = removed(at);
}

// What one looks at stays where it is: where the focus is, or else the first block that can be seen.
function inPlace(does) {
  const focused = document.activeElement;
  const seen = (one) => one.getBoundingClientRect().bottom > 0 && one.getBoundingClientRect().top < innerHeight;
  const inside = focused !== main && main.contains(focused) && seen(focused);
  const anchor = inside ? focused : [...main.children].find(seen);
  const before = anchor?.getBoundingClientRect().top;
  does();
  if (anchor?.isConnected && scrollY > 0) {
    scrollBy({ top: anchor.getBoundingClientRect().top - before, behavior: "instant" });
  }
}

function removed(block) {
  const next = block.nextElementSibling;
  block.remove();
  return next;
}

const element = (name, properties = {}, ...inside) => {
  const one = Object.assign(document.createElement(name), properties);
  one.append(...inside);
  return one;
};

function showFaults(faults) {
  const said = faults.map((one) => {
    const at = one.line ? `${one.file}:${one.line}:${one.column}` : one.file;
    const item = element("li", {}, element("span", { className: "at" }, at), at ? `: ${one.what}` : one.what);
    if (one.hint) item.append(element("span", { className: "mend" }, `; ${one.hint}`));
    if (one.text) item.append(element("pre", { tabIndex: 0 }, one.text));
    return item;
  });
  const title = faults.length === 1 ? "A fault; below stands the last page without one" : "Faults; below stands the last page without them";
  const fresh = element("section", {}, ...(said.length ? [element("h2", {}, title), element("ul", {}, ...said)] : []));
  if (byId("faults").innerHTML !== fresh.innerHTML) byId("faults").replaceChildren(...fresh.childNodes);
  for (const input of inputs()) {
    const fault = faults.find((one) => one.path === input.dataset.path);
    input.setAttribute("aria-invalid", fault ? "true" : "false");
    const says = byId(`${input.id}-fault`);
    if (says.textContent !== (fault?.what ?? "")) says.textContent = fault?.what ?? "";
  }
}

const inputs = () => [...document.querySelectorAll("#fields input")];
const tried = (input) => input.value.trim() !== "" && input.value.trim() !== input.defaultValue;
const changes = () => Object.fromEntries(inputs().filter(tried).map((one) => [one.dataset.path, one.value.trim()]));

function field(one, number) {
  const id = `field-${number}`;
  const box = ({ path, end, text }, at) => {
    const input = element("input", { type: "text", id: `${id}-${at}`, spellcheck: false });
    input.setAttribute("value", text);
    input.dataset.path = path;
    input.setAttribute("inputmode", "decimal");
    input.setAttribute("aria-describedby", `${id}-${at}-fault ${id}-where`);
    if (end) return element("span", {}, element("label", { htmlFor: input.id }, end), input);
    input.setAttribute("aria-labelledby", `${id}-says`);
    return element("span", {}, input);
  };
  const faults = one.boxes.map((_, at) => element("p", { className: "fault", id: `${id}-${at}-fault` }));
  const where = `${one.says} Moves the request by up to ${one.moves}; ${one.place}.`;
  return element("fieldset", { className: "field" },
    element("legend", { id: `${id}-says` }, one.called),
    element("div", { className: "boxes" }, ...one.boxes.map(box), element("span", { className: "unit" }, one.unit)),
    ...faults,
    element("p", { id: `${id}-where` }, where));
}

function showFields(fields) {
  const kept = changes();
  morph(byId("fields"), element("div", { id: "fields" }, ...fields.map(field)));
  // What was typed stays with its input, wherever that stands now.
  for (const input of inputs()) input.value = kept[input.dataset.path] ?? input.defaultValue;
}

const moves = (one) => `${one.title} ${one.before} → ${one.after}${one.by ? ` (${one.by})` : ""}`;

function showDifference({ limits, moved, of: all }, line) {
  for (const input of inputs()) input.classList.toggle("tried", tried(input));
  byId("line").textContent = line;
  const moving = limits.filter((one) => one.before !== one.after);
  const stays = `the request stays; ${moved} of ${all} figures are others`;
  const headline = !line ? "try a value out: nothing is written" : moving.length ? moving.map(moves).join(" · ") : stays;
  if (byId("headline").textContent !== headline) byId("headline").textContent = headline;
  const cell = (text, name = "td") => element(name, { className: "right" }, text);
  const rows = limits.map((one) =>
    element("tr", {}, Object.assign(element("th", {}, one.title), { scope: "row" }), cell(one.before), cell(one.after), cell(one.by || "0%")));
  const heads = ["in the files", "tried out", "by"].map((text) => Object.assign(cell(text, "th"), { scope: "col" }));
  const caption = element("caption", {}, `The request, as in the files and as tried out; ${moved} of ${all} figures are others.`);
  const table = element("table", {}, caption, element("thead", {}, element("tr", {}, element("td"), ...heads)), element("tbody", {}, ...rows));
  byId("difference").replaceChildren(...(line ? [table] : []));
  if (line) say(headline, SAID_AFTER);
}

// One thing at a time, and only what stays a moment: whoever listens hears the last.
function say(text, after = 0) {
  clearTimeout(saying);
  saying = setTimeout(() => {
    // The headline can be seen already.
    byId("status").className = after ? "heard" : "said";
    byId("status").textContent = text;
  }, after);
}

function show(answer) {
  if (answer.order) {
    const moved = answer.page !== page;
    page = answer.page;
    of = answer.of;
    inPlace(() => put(answer.order, answer.blocks));
    morph(byId("headings"), element("ol", { id: "headings" }, made(answer.contents)));
    showFields(answer.fields);
    showDifference(answer.difference, answer.line);
    if (moved) renewDerivations();
    dispatchEvent(new Event("resize"));
  }
  showFaults(answer.faults);
}

const post = (where, asked) =>
  fetch(where, {
    method: "POST",
    headers: { "content-type": "application/json", "x-proposal-token": token },
    body: JSON.stringify(asked),
  });

// One question at a time; whoever waits for this sees the last answer.
function refresh() {
  again = true;
  asking ??= askAll().finally(() => (asking = null));
  return asking;
}

async function askAll() {
  while (again) {
    again = false;
    const response = await post("answer", { changes: changes(), have: page }).catch(() => null);
    if (response?.status === 403) location.reload();
    else if (response?.ok) show(await response.json());
    else if (response) say("The page could not be worked out; where the preview runs it says why.");
  }
}

// A derivation is fetched when its figure is first pointed at, moved to or pressed, and that happens again once it is there.
const figureAt = (node) => node.closest?.(".figure, .steps button");
const idOf = (figure) => figure.getAttribute("popovertarget") ?? figure.getAttribute("href").slice(1);

async function bring(id) {
  const response = await fetch(`derivation/${page}/${id}`).catch(() => null);
  if (!response?.ok) return false;
  const found = made(await response.text()).querySelector(".derivation");
  const there = byId(id);
  if (there) morph(there, found);
  else byId("derivations").append(found);
  return true;
}

function renewDerivations() {
  for (const one of document.querySelectorAll(".derivation")) {
    if (one.matches(":popover-open")) bring(one.id);
    else one.remove();
  }
}

for (const kind of ["pointerover", "focusin", "click"]) {
  document.addEventListener(
    kind,
    async (event) => {
      const figure = figureAt(event.target);
      if (!figure || byId(idOf(figure))) return;
      if (kind === "click") event.preventDefault();
      event.stopImmediatePropagation();
      const found = await bring(idOf(figure));
      const still = kind === "click" || figure.matches(kind === "focusin" ? ":focus" : ":hover");
      if (found && still) figure.dispatchEvent(new event.constructor(kind, event));
    },
    true,
  );
}

byId("fields").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(refresh, TYPED_AFTER);
});

byId("fields-form").addEventListener("submit", (event) => event.preventDefault());

byId("back").addEventListener("click", () => {
  for (const input of inputs()) input.value = input.defaultValue;
  say("What the files say stands here again.");
  refresh();
});

byId("copy").addEventListener("click", async () => {
  const line = byId("line").textContent;
  if (!line) return say("Nothing is tried out.");
  const done = await navigator.clipboard.writeText(line).then(() => true, () => false);
  if (!done) getSelection().selectAllChildren(byId("line"));
  return say(done ? "Copied." : "The line is selected: copy it with the keyboard.");
});

byId("write").addEventListener("click", async () => {
  if (!Object.keys(changes()).length) return say("Nothing is tried out.");
  const response = await post("write", { changes: changes(), have: of }).catch(() => null);
  if (!response) return say("The preview cannot be reached; nothing was written.");
  const { written, faults } = await response.json();
  if (faults) {
    showFaults(faults);
    return say("Nothing was written.");
  }
  await refresh();
  return say(`Written to ${written.join(" and ")}.`);
});

const events = new EventSource("events");
events.addEventListener("run", ({ data }) => {
  if (run && run !== data) location.reload();
  if (run) say("The preview is back.");
  run = data;
  refresh();
});
events.addEventListener("changed", refresh);
events.addEventListener("error", () => say("The preview has ended, or cannot be reached. Start it again, and this page goes on."));

[...main.children].forEach((one, at) => {
  one.dataset.block = first.order?.[at] ?? "";
});
if (first.order) {
  showFields(first.fields);
  showDifference(first.difference, "");
}
showFaults(first.faults);
