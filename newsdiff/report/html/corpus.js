// A corpus: its index, and the stories that are made when they are opened.

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

// Gives the function that makes the list what an address says.
function list() {
  const form = one("#find");
  if (!form) return () => {};
  const body = one("#stories tbody");
  const heads = all("#stories thead th");
  const NUMBERS = heads.map((head, column) => [head.dataset.key, column]).slice(2);
  const telling = NUMBERS[1][0]; // what a reader looks for: what differs, or was changed
  const rows = all("tr", body).map((node, place) => ({
    node,
    place,
    title: one("a", node).textContent.toLowerCase(),
    words: one("th", node).textContent.toLowerCase(),
    day: node.dataset.day,
    ...Object.fromEntries(NUMBERS.map(([key, column]) => [key, Number(node.cells[column].textContent)])),
  }));
  let lower = null; // the facts in lower case, made when first searched
  let found = null; // what the list was last searched for, and how it was sorted
  let sorted = "";

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
      const good = (!facts || many > 0 || wanted.every((word) => row.words.includes(word))) && (!form.differ.checked || row[telling] > 0);
      row.node.hidden = !good;
      shown += good;
      answer(row.node, good ? hits : [], many);
    }
    one("#found").textContent = `${shown.toLocaleString("en")} of ${rows.length.toLocaleString("en")} ${form.dataset.many}`;
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

  // `order` is a column's key, with a - before it for the greatest first; nothing is the order of the report.
  function sort(order) {
    const down = order.startsWith("-");
    const chosen = heads.find((head) => head.dataset.key === order.slice(Number(down)));
    for (const head of heads) head.removeAttribute("aria-sort");
    if (chosen) chosen.setAttribute("aria-sort", down ? "descending" : "ascending");
    const by = (row) => (chosen ? row[chosen.dataset.key] : 0);
    rows.sort((a, b) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0) * (down ? -1 : 1) || a.place - b.place);
    body.append(...rows.map((row) => row.node));
  }

  function turn(head) {
    const key = head.dataset.key;
    const before = head.getAttribute("aria-sort");
    const down = before ? before === "ascending" : key !== "title";
    go({ sort: `${down ? "-" : ""}${key}` });
    tell(`Sorted by ${head.textContent}, ${down ? "descending" : "ascending"}`);
  }

  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => turn(head));
    head.replaceChildren(button);
  }
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => go({ q: form.q.value.trimStart(), differ: form.differ.checked ? "1" : "" }));
  return (state) => {
    if (form.q.value.trimStart() !== state.q) form.q.value = state.q;
    form.differ.checked = Boolean(state.differ);
    if (sorted !== state.sort) sort(state.sort);
    if (found !== state.q + state.differ) narrow();
    [sorted, found] = [state.sort, state.q + state.differ];
  };
}
