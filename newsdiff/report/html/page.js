"use strict";
// The page's own script: the address says which story, finding and filter are shown; everything follows from it.
(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const KEYS = ["s", "f", "verdict", "facet", "source", "text"];
  const FILTERS = KEYS.slice(2);
  const ROWS = 12; // of the matrix, before a reader asks for more
  const HITS = 3; // facts shown below a story that was searched for
  const main = one("#main");
  const index = one("#index");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let story = null; // the story on the page: its parts, and what is chosen
  document.documentElement.classList.add("js");

  // The address.

  function read() {
    const given = new URLSearchParams(location.hash.slice(1));
    return Object.fromEntries(KEYS.map((key) => [key, given.get(key) || ""]));
  }

  function address(state) {
    const parts = KEYS.filter((key) => state[key]).map((key) => `${key}=${encodeURIComponent(state[key])}`);
    return parts.length ? `#${parts.join("&")}` : location.pathname + location.search;
  }

  function go(change, { push = false, ...how } = {}) {
    const state = { ...read(), ...change };
    if (address(state) !== address(read())) history[push ? "pushState" : "replaceState"](null, "", address(state));
    show(how);
  }

  function tell(message) {
    one("#status").textContent = message;
  }

  // A story.

  function enter(root) {
    const matrix = all(".matrix tbody tr", root);
    story = {
      root,
      cards: all(".card", root).map((node) => ({
        node,
        anchor: node.id.slice(2),
        verdict: ["divergent", "agreed", "unique"].find((name) => node.classList.contains(name)),
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
      filter: null,
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
    for (const name of ["divergent", "agreed", "unique"]) classList.toggle(`lit-${name}`, Boolean(card) && card.verdict === name);
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
      told.textContent = cell ? `${sign} ${(one("q", cell) || cell.children[1]).textContent}` : "only here";
      told.classList.add(cell ? cell.className : "unique");
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

  // A corpus.

  const blocks = new Map();

  function block(id) {
    if (!blocks.has(id)) blocks.set(id, JSON.parse(one(`#${id}`).textContent));
    return blocks.get(id);
  }

  function open(anchor) {
    const row = all("#stories tbody tr").find((each) => each.dataset.anchor === anchor);
    if (!row) return false;
    if (!story || story.anchor !== anchor) {
      const page = document.createElement("template");
      page.innerHTML = JSON.parse(one(`#story-${row.dataset.n}`).textContent);
      main.replaceChildren(page.content);
      enter(main.firstElementChild);
      story.anchor = anchor;
      // Inside a corpus an address names its story too.
      for (const link of all('a[href^="#f="]', main)) link.hash = `s=${encodeURIComponent(anchor)}&${link.hash.slice(1)}`;
    }
    return true;
  }

  function list() {
    const form = one("#find");
    if (!form) return;
    const body = one("#stories tbody");
    const rows = all("tr", body).map((node, place) => ({
      node,
      place,
      title: one("a", node).textContent.toLowerCase(),
      words: one("th", node).textContent.toLowerCase(),
      day: node.dataset.day,
      articles: Number(node.cells[2].textContent),
      divergent: Number(node.cells[3].textContent),
      agreed: Number(node.cells[4].textContent),
      unique: Number(node.cells[5].textContent),
    }));
    let lower = null; // the facts in lower case, made when first searched

    function narrow() {
      const wanted = form.q.value.toLowerCase().trim().split(/\s+/).filter(Boolean);
      const facts = wanted.length ? block("facts") : null;
      if (facts) lower ??= facts.map((each) => each.map((fact) => `${fact[1]} ${fact[2]}`.toLowerCase()));
      let shown = 0;
      for (const row of rows) {
        const number = Number(row.node.dataset.n);
        const hits = [];
        let many = 0;
        if (facts) {
          lower[number].forEach((text, place) => {
            if (!wanted.every((word) => text.includes(word))) return;
            many += 1;
            if (hits.length < HITS) hits.push(facts[number][place]);
          });
        }
        const good = (!facts || many > 0 || wanted.every((word) => row.words.includes(word))) && (!form.differ.checked || row.divergent > 0);
        row.node.hidden = !good;
        shown += good;
        answer(row.node, good ? hits : [], many);
      }
      one("#found").textContent = `${shown.toLocaleString("en")} of ${rows.length.toLocaleString("en")} stories`;
    }

    function answer(node, hits, many) {
      const before = one(".hits", node);
      if (before) before.remove();
      if (!hits.length) return;
      const items = document.createElement("ul");
      items.className = "hits";
      for (const [anchor, headline] of hits) {
        const link = document.createElement("a");
        link.href = address({ s: node.dataset.anchor, f: anchor });
        link.textContent = headline;
        items.append(document.createElement("li"));
        items.lastChild.append(link);
      }
      if (many > hits.length) {
        items.append(document.createElement("li"));
        items.lastChild.textContent = `and ${many - hits.length} more`;
      }
      one("th", node).append(items);
    }

    function sort(head) {
      const key = head.dataset.key;
      const down = head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") === "ascending" : key !== "title";
      for (const other of all("#stories thead th")) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const by = (row) => row[key];
      rows.sort((a, b) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0) * (down ? -1 : 1) || a.place - b.place);
      body.append(...rows.map((row) => row.node));
    }

    for (const head of all("#stories thead th")) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.addEventListener("click", () => sort(head));
      head.replaceChildren(button);
    }
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", narrow);
    narrow();
  }

  // What is shown is what the address says.

  const home = document.title;
  let listed = 0; // how far the list was scrolled when a story was opened

  function show(how = {}) {
    const state = read();
    if (index) {
      const inside = Boolean(state.s) && open(state.s);
      const entered = inside && main.hidden;
      if (entered) listed = scrollY;
      const left = !inside && !main.hidden;
      index.hidden = inside;
      main.hidden = !inside;
      document.title = inside ? `${one("h1", main).textContent} \u00b7 newsdiff` : home;
      if (!inside) {
        story = null;
        main.replaceChildren();
        if (left) scrollTo(0, listed);
        return;
      }
      if (entered) {
        scrollTo(0, 0);
        one("h1", main).focus({ preventScroll: true });
      }
    }
    filter(state);
    choose(story.cards.findIndex((card) => card.anchor === state.f), how);
  }

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const claim = event.target.closest(".claim");
    const link = event.target.closest("a");
    if (claim && story) {
      event.preventDefault();
      passage(claim);
    } else if (link && link.matches(".back")) {
      event.preventDefault();
      go(Object.fromEntries(KEYS.map((key) => [key, ""])), { push: true });
    } else if (link && story && link.matches(".matrix a, .card h4 a")) {
      event.preventDefault();
      pick(Number(link.closest("[data-n]").dataset.n), { from: link.closest(".card") ? "card" : "matrix" });
    } else if (link && link.matches(".skip")) {
      event.preventDefault();
      const target = one(story ? ".findings" : "#findings", story ? story.root : document);
      target.focus();
      target.scrollIntoView();
    } else if (!link && story && !event.target.closest("summary, .why, button") && !String(getSelection())) {
      const card = event.target.closest(".card");
      if (card) pick(Number(card.dataset.n));
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
    const writing = event.target.matches("input:not([type=radio]), select, textarea");
    if (event.key === "Escape") {
      if (writing) event.target.blur();
      else if (story && story.chosen >= 0) release();
      return;
    }
    if (writing) return;
    const search = story ? story.form.elements.text : index && one("#find") && one("#find").q;
    if (event.key === "/" && search) {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (!story) {
      return;
    } else if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      step(event.key === "j" ? 1 : -1);
    } else if (event.key >= "1" && event.key <= "4") {
      go({ verdict: ["", "divergent", "agreed", "unique"][Number(event.key) - 1], f: "" }, { scroll: false });
      tell(one("#shown", story.root).textContent);
    } else if (event.key === "a" && story.articles) {
      const lit = one(".claim.lit", story.articles) || one(".claim", story.articles);
      if (lit) lit.focus();
    }
  });

  addEventListener("popstate", () => show({ from: "address" }));
  addEventListener("beforeprint", () => all(".why").forEach((each) => { each.open = true; }));
  if (!index) enter(one(".story"));
  list();
  show({ from: "address" });
})();
