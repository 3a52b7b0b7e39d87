// The address says which story, finding and filter are shown; everything follows from it.

const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const FILTERS = ["verdict", "facet", "source", "text"];
const LISTED = ["q", "differ", "sort"]; // what the list of a corpus is searched for, and how it is sorted
const KEYS = ["s", "f", ...FILTERS, ...LISTED];
const TONES = ["divergent", "agreed", "unique", "kept"];
const ROWS = 12; // of the matrix, before a reader asks for more
const HITS = 3; // facts shown below a story that was searched for
const main = one("#main");
const index = one("#index");
const still = matchMedia("(prefers-reduced-motion: reduce)");
let story = null; // the story on the page: its parts, and what is chosen
document.documentElement.classList.add("js");

function read(hash = location.hash) {
  const given = new URLSearchParams(hash.slice(1));
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
