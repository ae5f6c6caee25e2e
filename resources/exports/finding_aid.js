"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const articles = [...document.querySelectorAll("article")];
  const rail = $("rail"), search = $("search"), form = $("form");
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ");
  const texts = new Map();
  const textOf = (article) => {
    if (!texts.has(article)) texts.set(article, plain(article.textContent));
    return texts.get(article);
  };
  const tagsOf = (node) => [...node.querySelectorAll(":scope > .meta .chip, :scope > .facts .chip")].map((chip) => chip.textContent);
  const tally = (counts, key) => counts.set(key, (counts.get(key) || 0) + 1);

  const known = articles.map((article) => ({
    article, date: article.dataset.date, paper: article.dataset.paper, tags: tagsOf(article),
    passages: [...article.querySelectorAll(".passage")].map((node) => ({ node, colour: node.dataset.k, tags: tagsOf(node) })),
  }));

  function choices(box, counts, name, order) {
    const list = box.querySelector("div");
    for (const [value, count] of order([...counts])) {
      const label = document.createElement("label"), input = document.createElement("input");
      input.type = "checkbox"; input.name = name; input.value = value;
      const words = document.createElement("span"), number = document.createElement("span");
      if (name === "colour") {
        const swatch = document.createElement("i");
        swatch.className = "swatch " + value;
        words.textContent = $("meanings").content.querySelector("." + value)?.textContent || value;
        label.append(input, swatch, words, number);
      } else {
        words.textContent = value;
        label.append(input, words, number);
      }
      number.className = "count"; number.textContent = count;
      list.append(label);
    }
    box.hidden = counts.size === 0;
  }
  const byCount = (found) => found.sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], document.documentElement.lang));
  const byName = (found) => found.sort((a, b) => a[0].localeCompare(b[0], "en", { numeric: true }));
  const tags = new Map(), colours = new Map(), papers = new Map();
  for (const one of known) {
    if (one.paper) tally(papers, one.paper);
    for (const tag of new Set([...one.tags, ...one.passages.flatMap((p) => p.tags)])) tally(tags, tag);
    for (const passage of one.passages) tally(colours, passage.colour);
  }
  choices($("tags"), tags, "tag", byCount);
  choices($("colours"), colours, "colour", byName);
  choices($("papers"), papers, "paper", byCount);
  $("papers").hidden = papers.size < 2;
  $("dates").hidden = !known.some((one) => one.date);

  function contents() {
    const list = $("contents").querySelector("ol");
    if (articles.length > 1500) return;
    for (const node of document.querySelectorAll("main .group, main article")) {
      const item = document.createElement("li");
      if (node.matches("article")) {
        const link = document.createElement("a");
        link.href = "#" + node.id;
        link.textContent = node.querySelector(".title").textContent;
        item.append(link); item.dataset.of = node.id;
      } else { item.className = "part"; item.textContent = node.textContent; }
      list.append(item);
    }
    $("contents").hidden = articles.length < 2;
  }
  contents();

  const checked = (name) => new Set([...rail.querySelectorAll(`input[name=${name}]:checked`)].map((input) => input.value));
  const meets = (wanted, has) => wanted.size === 0 || has.some((one) => wanted.has(one));

  function filter() {
    const terms = plain(search.value).split(" ").filter(Boolean);
    const tag = checked("tag"), colour = checked("colour"), paper = checked("paper");
    const from = $("from").value.trim(), to = $("to").value.trim();
    let shown = 0;
    for (const one of known) {
      const own = meets(tag, one.tags) && colour.size === 0;
      let left = 0;
      for (const passage of one.passages) {
        const keep = (own && tag.size > 0) || (meets(tag, passage.tags) && (colour.size === 0 || colour.has(passage.colour)));
        passage.node.hidden = !keep;
        left += keep;
      }
      const dated = (!from && !to) || (one.date && (!from || one.date >= from.slice(0, one.date.length)) && (!to || one.date.slice(0, to.length) <= to));
      const text = terms.length === 0 || terms.every((term) => textOf(one.article).includes(term));
      const keep = (own || left > 0) && dated && (paper.size === 0 || paper.has(one.paper)) && text;
      one.article.hidden = !keep;
      shown += keep;
      const list = one.article.querySelector(".passages");
      if (list) list.hidden = left === 0;
      const item = rail.querySelector(`[data-of="${one.article.id}"]`);
      if (item) item.hidden = !keep;
    }
    for (const group of document.querySelectorAll("section.entries")) group.hidden = !group.querySelector("article:not([hidden])");
    $("none").hidden = shown > 0;
    $("shown").textContent = $("shown").dataset.words.replace("{shown}", shown).replace("{all}", known.length);
    emphasise(terms);
  }

  function emphasise(terms) {
    if (!globalThis.CSS || !CSS.highlights) return;
    CSS.highlights.delete("hit");
    if (terms.length === 0) return;
    const ranges = [];
    for (const article of articles) {
      if (article.hidden) continue;
      const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node && ranges.length < 5000; node = walker.nextNode()) {
        const text = node.data.toLowerCase();
        for (const term of terms) {
          for (let at = text.indexOf(term); at >= 0 && ranges.length < 5000; at = text.indexOf(term, at + term.length)) {
            const range = new Range();
            range.setStart(node, at);
            range.setEnd(node, Math.min(at + term.length, node.length));
            ranges.push(range);
          }
        }
      }
    }
    CSS.highlights.set("hit", new Highlight(...ranges));
  }

  let waiting = 0;
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(filter, known.length > 500 ? 150 : 0); };
  form.addEventListener("submit", (event) => { event.preventDefault(); filter(); step(1); });
  search.addEventListener("input", soon);
  rail.addEventListener("input", soon);
  $("clear").addEventListener("click", () => {
    search.value = "";
    for (const input of rail.querySelectorAll("input")) { if (input.type === "checkbox") input.checked = false; else input.value = ""; }
    filter();
  });

  function step(by) {
    const open = articles.filter((article) => !article.hidden);
    if (open.length === 0) return;
    const at = open.findIndex((article) => article.classList.contains("here"));
    const next = open[Math.min(Math.max(at + by, 0), open.length - 1)];
    for (const article of articles) article.classList.remove("here");
    next.classList.add("here");
    next.scrollIntoView({ block: "start" });
    next.focus({ preventScroll: true });
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input:not([type=checkbox]), select, textarea");
    if (event.key === "Escape" && typing) { if (event.target === search) { search.value = ""; filter(); } event.target.blur(); return; }
    if (typing) return;
    if (event.key === "/") { event.preventDefault(); search.focus(); search.select(); }
    if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
  });

  const narrow = matchMedia("(max-width: 52rem)"), filters = $("filters");
  const fold = () => { filters.open = !narrow.matches; };
  narrow.addEventListener("change", fold);
  fold();
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details.proof:not([open])")];
    for (const one of closed) one.open = true;
  });
  addEventListener("afterprint", () => { for (const one of closed) one.open = false; });
  filter();
})();
