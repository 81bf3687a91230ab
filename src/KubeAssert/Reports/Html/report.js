(() => {
  "use strict";
  const form = document.getElementById("filter");
  const findings = Array.from(document.querySelectorAll(".finding"));
  const keys = ["severity", "rule", "object", "namespace"];

  function apply() {
    const words = form.elements.text.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = keys.map(key => form.elements[key].value);
    let shown = 0;
    for (const finding of findings) {
      finding.words ??= (finding.textContent + " " + keys.map(key => finding.dataset[key]).join(" ")).toLowerCase();
      const fits = keys.every((key, i) => wanted[i] === "" || finding.dataset[key] === wanted[i]) && words.every(word => finding.words.includes(word));
      finding.hidden = !fits;
      if (fits) shown++;
    }
    for (const group of document.querySelectorAll(".object, .group"))
      group.hidden = group.querySelector(".finding:not([hidden])") === null;
    document.getElementById("shown").textContent = shown === findings.length ? `${shown} shown` : `${shown} of ${findings.length} shown`;
    document.getElementById("no-match").hidden = shown > 0;
  }

  function clear() {
    form.reset();
    apply();
  }

  // a link into what the filter hides shows it again
  function reveal() {
    let target = null;
    try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { return; }
    if (form && target?.closest("[hidden]")) {
      clear();
      target.scrollIntoView();
    }
  }

  if (form) {
    form.hidden = false;
    form.addEventListener("input", apply);
    form.addEventListener("submit", event => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(apply));
    document.querySelector("[data-clear]").addEventListener("click", () => { clear(); form.elements.text.focus(); });
    document.addEventListener("keydown", event => {
      if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName ?? "")) {
        event.preventDefault();
        form.elements.text.focus();
      } else if (event.key === "Escape" && form.contains(document.activeElement)) {
        clear();
      }
    });
    apply();
  }
  addEventListener("hashchange", reveal);
  reveal();

  const picture = document.querySelector(".picture");
  if (picture) {
    const edges = Array.from(picture.querySelectorAll(".edge"));
    const nodes = new Map(Array.from(picture.querySelectorAll(".node"), node => [node.dataset.node, node]));
    const trace = id => {
      picture.classList.toggle("tracing", id !== null);
      for (const near of picture.querySelectorAll(".near")) near.classList.remove("near");
      if (id === null) return;
      nodes.get(id).classList.add("near");
      for (const edge of edges) {
        if (edge.dataset.from !== id && edge.dataset.to !== id) continue;
        edge.classList.add("near");
        nodes.get(edge.dataset.from).classList.add("near");
        nodes.get(edge.dataset.to).classList.add("near");
      }
    };
    for (const type of ["mouseover", "focusin"])
      picture.addEventListener(type, event => trace(event.target.closest?.(".node")?.dataset.node ?? event.target.querySelector?.(":scope > .node")?.dataset.node ?? null));
    picture.addEventListener("mouseleave", () => trace(null));
    picture.addEventListener("focusout", () => trace(null));
  }
})();
