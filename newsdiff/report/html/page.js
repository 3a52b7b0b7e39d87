// What is shown is what the address says.

const home = document.title;
const arrange = list();
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
      arrange(state);
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
    go(Object.fromEntries(["s", "f", ...FILTERS].map((key) => [key, ""])), { push: true });
  } else if (link && !story && link.matches("#stories a")) {
    event.preventDefault();
    const { s, f } = read(link.hash);
    go({ s, f }, { push: true, from: "address" });
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
  } else if (event.key >= "1" && event.key <= String(story.form.elements.verdict.length)) {
    go({ verdict: story.form.elements.verdict[Number(event.key) - 1].value, f: "" }, { scroll: false });
    tell(one("#shown", story.root).textContent);
  } else if (event.key === "a" && story.articles) {
    const lit = one(".claim.lit", story.articles) || one(".claim", story.articles);
    if (lit) lit.focus();
  }
});

addEventListener("popstate", () => show({ from: "address" }));
addEventListener("beforeprint", () => all(".why").forEach((each) => { each.open = true; }));
if (!index) enter(one(".story"));
show({ from: "address" });
