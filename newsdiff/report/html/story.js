// A story: its findings, their filter, and what is lit in its articles.

function enter(root) {
  const matrix = all(".matrix tbody tr", root);
  story = {
    root,
    cards: all(".card", root).map((node) => ({
      node,
      anchor: node.id.slice(2),
      verdict: node.dataset.verdict,
      tone: node.dataset.tone,
      kinds: node.dataset.kinds.split(" "),
      letters: node.dataset.letters.split(" "),
      words: null,
    })),
    rows: new Map(matrix.map((row) => [Number(row.dataset.n), row])),
    claims: all(".claim", root).map((node) => ({ node, findings: node.dataset.f.split(" ").map(Number) })),
    form: one("#filter", root),
    articles: one("#articles", root),
    whole: matrix.length <= ROWS,
    chosen: -1,
  };
  story.form.hidden = false;
  story.form.addEventListener("input", filtered);
  story.form.addEventListener("change", filtered);
  story.form.addEventListener("submit", (event) => event.preventDefault());
  story.form.addEventListener("reset", (event) => {
    event.preventDefault();
    go({ verdict: "", facet: "", source: "", text: "" });
  });
  const more = one(".key .all", root);
  if (more && !story.whole) {
    more.hidden = false;
    more.textContent = `Show all ${matrix.length} facts`;
    more.addEventListener("click", () => {
      story.whole = true;
      more.hidden = true;
      filter(read());
      const next = matrix[ROWS] && one("a", matrix[ROWS]);
      if (next) next.focus();
    });
  }
  if (story.articles) {
    one(".close", story.articles).hidden = false;
    one(".close", story.articles).addEventListener("click", () => release());
  }
}

function filtered() {
  const data = new FormData(story.form);
  const change = Object.fromEntries(FILTERS.map((key) => [key, String(data.get(key) || "").trimStart()]));
  const card = story.cards[story.chosen];
  if (card && !matches(card, change)) change.f = "";
  go(change, { scroll: false });
}

function matches(card, state) {
  if (state.verdict && card.verdict !== state.verdict) return false;
  if (state.facet && !card.kinds.includes(state.facet)) return false;
  if (state.source && !card.letters.includes(state.source)) return false;
  if (!state.text) return true;
  card.words ??= card.node.textContent.replace(/\s+/g, " ").toLowerCase();
  return state.text.toLowerCase().trim().split(/\s+/).every((word) => card.words.includes(word));
}

function filter(state) {
  const form = story.form.elements;
  for (const key of FILTERS) if (form[key].value !== state[key]) form[key].value = state[key];
  const active = FILTERS.some((key) => state[key]);
  let shown = 0;
  let rows = 0;
  story.cards.forEach((card, number) => {
    const good = matches(card, state);
    shown += good;
    card.node.hidden = !good && card.anchor !== state.f;
    const row = story.rows.get(number);
    if (!row) return;
    row.hidden = !good;
    rows += good;
    row.classList.toggle("more", !active && !story.whole && rows > ROWS);
  });
  for (const group of all(".group", story.root)) group.hidden = !one(".card:not([hidden])", group);
  const table = one(".matrix", story.root);
  if (table) table.hidden = !rows;
  const many = story.cards.length;
  one("#shown", story.root).textContent = active ? `${shown} of ${many} findings` : `${many} findings`;
  one("[type=reset]", story.form).hidden = !active;
  one("#none", story.root).hidden = shown > 0;
}

function choose(number, { scroll = true, from = "card" } = {}) {
  const card = story.cards[number];
  const changed = number !== story.chosen;
  story.chosen = number;
  story.cards.forEach((each, place) => {
    each.node.classList.toggle("chosen", place === number);
    each.node.classList.remove("beside");
    if (place === number) each.node.setAttribute("aria-current", "true");
    else each.node.removeAttribute("aria-current");
  });
  for (const [place, row] of story.rows) row.classList.toggle("chosen", place === number);
  if (card && scroll && from !== "card") reveal(card.node);
  if (!story.articles) return;
  const { classList } = story.articles;
  for (const name of TONES) classList.toggle(`lit-${name}`, Boolean(card) && card.tone === name);
  classList.toggle("chosen-one", Boolean(card));
  classList.toggle("open", Boolean(card));
  const first = new Map();
  for (const claim of story.claims) {
    const lit = Boolean(card) && claim.findings.includes(number);
    claim.node.classList.toggle("lit", lit);
    const box = lit && claim.node.closest(".text");
    if (box && !first.has(box)) first.set(box, claim.node);
  }
  for (const column of all(".column", story.articles)) says(column, card, number);
  if (changed || scroll) for (const [box, node] of first) align(box, node);
  if (card && from === "card" && scroll) requestAnimationFrame(() => reveal(card.node));
}

function says(column, card, number) {
  const told = one(".says", column);
  const letter = column.dataset.letter;
  told.className = "says";
  if (!card) told.textContent = "";
  else if (!card.letters.includes(letter)) told.textContent = "silent on this";
  else {
    const row = story.rows.get(number);
    const place = all(".column", story.articles).indexOf(column);
    const cell = row && row.cells[place + 1];
    const sign = cell ? cell.firstElementChild.textContent : "";
    const words = cell && (one("q", cell) || cell.children[1]);
    told.textContent = cell ? `${sign} ${words ? words.textContent : ""}`.trim() : card.letters.length > 1 ? "" : "only here";
    told.classList.add(cell ? cell.className : card.tone);
  }
}

function behavior() {
  return still.matches ? "auto" : "smooth";
}

// Scrolls `box` alone, so that `node` stands in its upper third.
function align(box, node) {
  const place = node.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
  box.scrollTo({ top: place - box.clientHeight * 0.3, behavior: behavior() });
}

function reveal(node) {
  const { top, bottom } = node.getBoundingClientRect();
  const drawer = story.articles && getComputedStyle(story.articles).position === "fixed";
  const floor = drawer ? story.articles.getBoundingClientRect().top : innerHeight;
  if (top < 0 || (bottom > floor && top > 16)) {
    scrollTo({ top: scrollY + top - Math.max(16, Math.min(96, floor - (bottom - top))), behavior: behavior() });
  }
}

function release() {
  const card = story.cards[story.chosen];
  go({ f: "" }, { scroll: false });
  if (card) one("h4 a", card.node).focus({ preventScroll: true });
}

function pick(number, how = {}) {
  const card = story.cards[number];
  const state = read();
  const change = { f: card.anchor };
  if (!matches(card, state)) for (const key of FILTERS) change[key] = "";
  go(change, { push: true, ...how });
}

// The findings of a passage: the first, then the next each time it is chosen again.
function passage(node) {
  const findings = node.dataset.f.split(" ").map(Number);
  const next = findings[(findings.indexOf(story.chosen) + 1) % findings.length];
  pick(next, { from: "text" });
  for (const number of findings) if (number !== next) story.cards[number].node.classList.add("beside");
  const place = findings.indexOf(next) + 1;
  tell(`Finding ${place} of ${findings.length} in this passage: ${one("h4", story.cards[next].node).textContent}`);
}

function step(by) {
  const shown = story.cards.map((card, number) => number).filter((number) => !story.cards[number].node.hidden);
  if (!shown.length) return;
  const at = shown.indexOf(story.chosen);
  const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + by, 0), shown.length - 1);
  pick(shown[next], { from: "keys" });
  one("h4 a", story.cards[shown[next]].node).focus({ preventScroll: true });
}
