// Search and filter. The page is whole without it: it only hides what does not match and opens what a link leads to.
'use strict';
(() => {
  const $ = (id) => document.getElementById(id);
  const bar = $('filter');
  if (!bar) return;
  const fields = { words: $('f-words'), outlet: $('f-outlet'), lang: $('f-lang'), speaker: $('f-speaker'), kind: $('f-kind'), credit: $('f-credit'), since: $('f-since'), until: $('f-until') };
  const value = (name) => (fields[name] ? fields[name].value : '');

  // The folding that everything is measured on, near enough for a search box.
  const fold = (text) => text.normalize('NFKD').toLowerCase()
    .replace(/[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069]/g, '')
    .replace(/\u0671/g, '\u0627').replace(/[\u0649\u06cc]/g, '\u064a').replace(/\u0629/g, '\u0647').replace(/\u06a9/g, '\u0643')
    .replace(/[\u0660-\u0669]/g, (d) => String(d.charCodeAt(0) - 0x660)).replace(/[\u06f0-\u06f9]/g, (d) => String(d.charCodeAt(0) - 0x6f0));
  // The inside of an entry waits as one string, and becomes part of the page when it is wanted or when there is time.
  const waiting = new Set(document.querySelectorAll('details.item > noscript'));
  const place = (held) => {
    if (!waiting.delete(held)) return;
    const made = document.createElement('template');
    made.innerHTML = held.textContent;
    held.replaceWith(made.content);
  };
  const fill = (item) => { const held = item.querySelector(':scope > noscript'); if (held) place(held); };
  const fillAll = () => { for (const held of waiting) place(held); };
  const soon = window.requestIdleCallback || ((work) => setTimeout(() => work({ timeRemaining: () => 8 }), 50));
  const inTime = (left) => {
    const end = performance.now() + Math.min(left.timeRemaining(), 12);
    for (const held of waiting) { place(held); if (performance.now() >= end) break; }
    if (waiting.size > 0) soon(inTime);
  };
  document.addEventListener('click', (event) => {
    const summary = event.target.closest('details.item > summary');
    if (summary) fill(summary.parentElement);
  }, true);
  document.addEventListener('toggle', (event) => { if (event.target.open) fill(event.target); }, true);

  const known = new WeakMap();
  const text = (node) => {
    let folded = known.get(node);
    if (folded === undefined) { folded = fold(node.textContent); known.set(node, folded); }
    return folded;
  };
  const has = (list, one) => !one || (list !== undefined && list.split(' ').includes(one));
  // A kind of quote says nothing of families, and a kind of credit nothing of speakers: only entries that have one are asked.
  const may = (list, one) => list === undefined || has(list, one);
  const facets = (data, want) => has(data.o, want.outlet) && has(data.l, want.lang) && may(data.k, want.kind) && may(data.c, want.credit)
    && (!want.since || (data.to !== undefined && data.to >= want.since)) && (!want.until || (data.from !== undefined && data.from <= want.until));
  // Names of speakers stand in marked places; entries that have none (articles) say nothing of speakers.
  const said = (item, want) => {
    if (want.speaker.length === 0) return true;
    const places = [...item.querySelectorAll('.sp')];
    return (places.length === 0 && item.tagName !== 'DETAILS') || places.some((place) => want.speaker.every((word) => text(place).includes(word)));
  };
  const words = (node, want) => want.words.every((word) => text(node).includes(word));

  const sections = [...document.querySelectorAll('main > section')].map((section) => ({
    items: [...section.querySelectorAll('.item')],
    matching: section.querySelector('.matching'),
    doors: section.querySelector('.doors'),
  })).filter((section) => section.items.length > 0);

  const apply = () => {
    const each = (name) => fold(value(name)).split(/\s+/).filter(Boolean);
    const want = { words: each('words'), speaker: each('speaker'), outlet: value('outlet'), lang: value('lang'),
      kind: value('kind'), credit: value('credit'), since: value('since'), until: value('until') };
    const any = want.words.length > 0 || want.speaker.length > 0 || want.outlet || want.lang || want.kind || want.credit || want.since || want.until;
    // What is looked for may stand inside of any.
    if (any) fillAll();
    for (const { items, matching } of sections) {
      let shown = 0;
      for (const item of items) {
        const subs = item.querySelectorAll(':scope > .quotes > .sub');
        let show;
        if (!said(item, want)) { item.hidden = true; continue; }
        if (subs.length > 0) {
          // A speaker: all quotes where the name matches, else the quotes that match.
          const head = words(item.querySelector('summary'), want);
          let some = 0;
          for (const sub of subs) {
            const fits = !any || (facets(sub.dataset, want) && (head || words(sub, want)));
            sub.hidden = !fits;
            if (fits) some += 1;
          }
          show = some > 0;
        } else {
          show = !any || (facets(item.dataset, want) && words(item, want));
        }
        item.hidden = !show;
        if (show) shown += 1;
      }
      if (matching) {
        matching.hidden = !any;
        matching.textContent = any ? shown.toLocaleString(document.documentElement.lang === 'ar' ? 'ar-u-nu-latn' : 'en') + ' ' + matching.dataset.label : '';
      }
    }
  };

  let timer = 0;
  const later = () => { clearTimeout(timer); timer = setTimeout(apply, 150); };
  for (const field of Object.values(fields)) if (field) field.addEventListener('input', later);
  const clear = () => { for (const field of Object.values(fields)) if (field) field.value = ''; apply(); };
  $('f-clear').addEventListener('click', clear);
  for (const { items, doors } of sections) {
    const details = items.filter((item) => item.tagName === 'DETAILS');
    if (!doors || details.length === 0) continue;
    doors.hidden = false;
    doors.querySelector('.open').addEventListener('click', () => { for (const item of details) if (!item.hidden) { fill(item); item.open = true; } });
    doors.querySelector('.close').addEventListener('click', () => { for (const item of details) item.open = false; });
  }

  // A link to something inside a closed or hidden entry opens it.
  const reveal = () => {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* as it stands */ }
    if (!id) return;
    if (!$(id)) for (const held of waiting) if (held.textContent.includes(`id="${id}"`)) { place(held); break; }
    const target = $(id);
    if (!target) return;
    if (target.closest('[hidden]')) clear();
    for (let node = target; node; node = node.parentElement) if (node.tagName === 'DETAILS') { fill(node); node.open = true; }
    target.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  bar.hidden = false;
  apply();
  reveal();
  soon(inTime);
})();
