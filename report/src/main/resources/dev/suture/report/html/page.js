'use strict';
(() => {
  const CONTEXT = 3;       // unchanged rows kept around a difference
  const CHUNK = 600;       // rows inserted at once
  const SOURCE = 4;        // a row with the source line of the instructions behind it
  const KINDS = ['same', 'changed', 'added', 'deleted', 'source'];
  const SIGNS = ['', '~', '+', '−', ''];
  const root = document.documentElement;
  const changes = [...document.querySelectorAll('details.change')];
  const $ = id => document.getElementById(id);

  const make = (tag, className, text) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  };

  // What a browser keeps is a convenience: some forbid it for pages from files.
  const kept = name => { try { return localStorage.getItem(name); } catch (e) { return null; } };
  const keep = (name, value) => { try { localStorage.setItem(name, value); } catch (e) { /* as above */ } };

  let unified = kept('suture-layout') === 'unified' || innerWidth < 760 && kept('suture-layout') === null;

  let source = kept('suture-source') !== 'off';

  // ---- rows: a token is its text, or [text, role, differs, title]
  const tokens = (cell, list) => {
    for (const token of list || []) {
      if (typeof token === 'string') { cell.append(token); continue; }
      const [text, role, differs, title] = token;
      const node = make(differs ? 'mark' : 'span', role, text);
      if (title) node.title = title;
      cell.append(node);
    }
    return cell;
  };
  const offset = value => value < 0 ? '' : value.toString(16);
  // Source lines have their line in the place of an offset; the file is told by the pointer, and where it is another.
  const lineOf = list => {
    const [where, ...rest] = list;
    const colon = where.lastIndexOf(':');
    return { file: where.slice(0, colon), line: where.slice(colon + 1).trim(), rest };
  };
  let mainFile = '';
  const sourceCells = (name, list) => {
    const { file, line, rest } = lineOf(list);
    const at = make('td', 'o ' + name, line);
    at.title = file + ':' + line;
    const cell = make('td', 'c ' + name);
    const both = make('div', 'line');
    both.append(tokens(make('span'), rest));
    if (file !== mainFile || !rest.length) both.append(make('span', 'file', file));
    cell.append(both);
    return [at, cell];
  };
  // Code begins in the function's own file, whatever is inlined into it.
  const findMainFile = rows => {
    const first = rows.find(row => row[0] === SOURCE);
    mainFile = first ? lineOf(first[2] || first[4]).file : '';
  };
  const side = (row, name, at, list, kind) => {
    if (kind === SOURCE) {
      if (at >= 0) { row.append(...sourceCells(name, list)); return; }
      const gap = make('td');
      gap.colSpan = 2;
      row.append(gap);
    } else if (at < 0) {
      const gap = make('td', 'absent');
      gap.colSpan = 2;
      row.append(gap);
    } else {
      row.append(make('td', 'o ' + name, offset(at)), tokens(make('td', 'c ' + name), list));
    }
  };
  const sideBySide = ([kind, baseAt, base, patchedAt, patched]) => {
    const row = make('tr', KINDS[kind]);
    side(row, 'b', baseAt, base, kind);
    row.append(make('td', 's', SIGNS[kind]));
    side(row, 'p', patchedAt, patched || base, kind);
    return row;
  };
  const line = (kind, baseAt, patchedAt, list) => {
    const row = make('tr', KINDS[kind]);
    const name = kind === 3 ? 'b' : 'p';
    row.append(make('td', 'o ' + name, offset(baseAt)), make('td', 'o ' + name, offset(patchedAt)),
      make('td', 's', SIGNS[kind]), tokens(make('td', 'c ' + name), list));
    return row;
  };
  const sourceLine = list => {
    const row = make('tr', 'source');
    const [at, cell] = sourceCells('p', list);
    row.append(make('td', 'o'), at, make('td', 's'), cell);
    return row;
  };
  const together = rows => {
    const result = [];
    let come = [];
    for (const [kind, baseAt, base, patchedAt, patched] of rows) {
      if (kind === SOURCE) {
        // One line for both sides; of a side of its own it stands with what goes or comes.
        if (baseAt >= 0 && patchedAt >= 0) {
          result.push(...come);
          come = [];
        }
        (baseAt < 0 ? come : result).push(sourceLine(patchedAt < 0 ? base : patched || base));
        continue;
      }
      if (kind === 0) {
        // What goes stands before what comes, within one stretch of differences.
        result.push(...come, line(0, baseAt, patchedAt, patched || base));
        come = [];
        continue;
      }
      if (baseAt >= 0) result.push(line(3, baseAt, -1, base));
      if (patchedAt >= 0) come.push(line(2, -1, patchedAt, patched || base));
    }
    return result.concat(come);
  };
  const draw = rows => unified ? together(rows) : rows.map(sideBySide);

  const expander = (text, nodes) => {
    const row = make('tr', 'fold');
    const cell = make('td');
    const button = make('button', '', text);
    cell.colSpan = unified ? 4 : 5;
    button.type = 'button';
    button.addEventListener('click', () => row.replaceWith(...nodes()));
    cell.append(button);
    row.append(cell);
    return row;
  };
  const chunked = rows => rows.length <= CHUNK ? draw(rows)
    : [...draw(rows.slice(0, CHUNK)), expander('Show ' + (rows.length - CHUNK) + ' more rows', () => chunked(rows.slice(CHUNK)))];

  // The source lines that rows behind a fold still belong to.
  const lastSource = (last, rows) => {
    for (const [kind, baseAt, base, patchedAt, patched] of rows) {
      if (kind !== SOURCE) continue;
      last = [SOURCE, baseAt < 0 ? last[1] : baseAt, baseAt < 0 ? last[2] : base,
        patchedAt < 0 ? last[3] : patchedAt, patchedAt < 0 ? last[4] : patched || base];
    }
    return last;
  };
  const nearDifferences = rows => {
    const near = new Uint8Array(rows.length);
    const code = [];
    rows.forEach((row, i) => { if (row[0] !== SOURCE) code.push(i); });
    code.forEach((at, n) => {
      if (rows[at][0]) code.slice(Math.max(0, n - CONTEXT), n + CONTEXT + 1).forEach(i => { near[i] = 1; });
    });
    // A source line stands with the instruction behind it.
    for (let i = rows.length - 2; i >= 0; i--) if (rows[i][0] === SOURCE) near[i] = near[i + 1];
    return near;
  };
  const folded = all => {
    const rows = source ? all : all.filter(row => row[0] !== SOURCE);
    const near = nearDifferences(rows);
    const parts = [];
    let last = [SOURCE, -1, null, -1, null];
    for (let at = 0; at < rows.length;) {
      let end = at;
      while (end < rows.length && near[end] === near[at]) end++;
      const part = rows.slice(at, end);
      const count = part.filter(row => row[0] !== SOURCE).length;
      last = lastSource(last, part);
      if (near[at] || count < 4) {
        parts.push(...chunked(part));
      } else {
        const goesOn = end < rows.length && rows[end][0] !== SOURCE && (last[1] >= 0 || last[3] >= 0);
        const again = goesOn ? draw([last]) : [];
        parts.push(expander('⋯ ' + count + ' unchanged rows ⋯', () => {
          again.forEach(row => row.remove());
          return chunked(part);
        }), ...again);
      }
      at = end;
    }
    return parts;
  };

  const table = rows => {
    const result = make('table', 'rows');
    const columns = document.createElement('colgroup');
    for (const name of unified ? ['o', 'o', 's', ''] : ['o', '', 's', 'o', '']) columns.append(make('col', name));
    const head = document.createElement('thead');
    const names = make('tr');
    const titles = unified ? ['base', 'patched', '', ''] : ['', 'base', '', '', 'patched'];
    titles.forEach((title, i) => names.append(make('td', unified && i < 2 ? 'o' : '', title)));
    head.append(names);
    const body = document.createElement('tbody');
    findMainFile(rows);
    body.append(...folded(rows));
    result.append(columns, head, body);
    return result;
  };
  const show = change => {
    const data = change.querySelector('script.data');
    const place = change.querySelector('.place');
    if (data && place && !place.firstChild) place.append(table(JSON.parse(data.textContent)));
  };
  changes.forEach(change => {
    if (change.open) show(change);
    change.addEventListener('toggle', () => { if (change.open) show(change); });
  });

  // ---- filter: the same words as `suture diff --filter`
  const KEYS = { status: 'status', kind: 'kind', reason: 'reasons', severity: 'severities', finding: 'findings',
    suppressed: 'suppressed', section: 'section', object: 'object', text: 'text' };
  const CONTAINS = ['section', 'object', 'text'];
  const words = text => [...text.toLowerCase().matchAll(/(-?)(?:([a-z]+):)?(?:"([^"]*)"|([^\s"]+))/g)].map(m => {
    const value = m[3] ?? m[4];
    const keyed = m[2] && KEYS[m[2]] && !value.startsWith(':');
    const key = keyed ? m[2] : 'text';
    return { turned: m[1] === '-', key,
      values: key === 'text' ? [(m[2] && !keyed ? m[2] + ':' : '') + value] : value.split(',') };
  });
  const holds = (change, { key, values }) => {
    const have = (change.dataset[KEYS[key]] || '').toLowerCase();
    if (CONTAINS.includes(key)) return values.some(v => have.includes(v));
    const list = have.split(' ').filter(Boolean);
    return values.some(v => list.includes(v) || v === 'any' && list.length > 0);
  };
  const off = new Set();
  const filter = () => {
    const wanted = words($('filter').value);
    let shown = 0;
    for (const change of changes) {
      change.hidden = off.has(change.dataset.status) || !wanted.every(w => holds(change, w) !== w.turned);
      if (!change.hidden) shown++;
    }
    const narrowed = wanted.length > 0 || off.size > 0;
    document.querySelectorAll('section.object').forEach(o => {
      o.hidden = narrowed && !o.querySelector('details.change:not([hidden])');
      const minor = o.querySelector('h3.minor');
      if (minor) minor.hidden = !o.querySelector('details.minor:not([hidden])');
    });
    $('tally').textContent = (narrowed ? shown + ' of ' : '') + changes.length + (changes.length === 1 ? ' change' : ' changes');
    $('nothing').hidden = shown > 0 || changes.length === 0;
  };
  let waiting = 0;
  $('filter').addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(filter, changes.length > 500 ? 150 : 0); });
  document.querySelectorAll('[data-toggle-status]').forEach(button => button.addEventListener('click', () => {
    const status = button.dataset.toggleStatus;
    off.has(status) ? off.delete(status) : off.add(status);
    button.setAttribute('aria-pressed', String(!off.has(status)));
    filter();
  }));

  // ---- from change to change
  let current = -1;
  const go = step => {
    let at = current + step;
    while (at >= 0 && at < changes.length && changes[at].hidden) at += step;
    if (at < 0 || at >= changes.length) return;
    if (current >= 0) changes[current].classList.remove('current');
    current = at;
    const change = changes[at];
    change.classList.add('current');
    change.open = true;
    show(change);
    change.scrollIntoView({ block: 'start' });
    change.querySelector('summary').focus({ preventScroll: true });
  };
  $('next').addEventListener('click', () => go(1));
  $('previous').addEventListener('click', () => go(-1));
  document.addEventListener('focusin', event => {
    const change = event.target.closest && event.target.closest('details.change');
    if (change) {
      if (current >= 0) changes[current].classList.remove('current');
      current = changes.indexOf(change);
      change.classList.add('current');
    }
  });
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches('input')) {
      if (event.key === 'Escape') { $('filter').value = ''; filter(); event.target.blur(); }
      return;
    }
    switch (event.key) {
      case 'n': go(1); break;
      case 'p': go(-1); break;
      case 's': if (!$('source').hidden) toggleSource(); break;
      case '/': $('filter').focus(); $('filter').select(); break;
      default: return;
    }
    event.preventDefault();
  });
  document.querySelectorAll('a[href^="#c"]').forEach(link => link.addEventListener('click', () => {
    const change = $(link.hash.slice(1));
    if (change) { change.hidden = false; change.open = true; show(change); }
  }));

  // ---- layout, source lines, folds, theme
  const redraw = () => {
    $('source').setAttribute('aria-pressed', String(source));
    $('layout').textContent = unified ? 'Side by side' : 'Unified';
    changes.forEach(change => {
      const place = change.querySelector('.place');
      if (place) place.replaceChildren();
      if (change.open) show(change);
    });
  };
  $('layout').addEventListener('click', () => { unified = !unified; keep('suture-layout', unified ? 'unified' : 'side'); redraw(); });
  const toggleSource = () => { source = !source; keep('suture-source', source ? 'on' : 'off'); redraw(); };
  $('source').addEventListener('click', toggleSource);
  $('source').hidden = !document.querySelector('.place[data-source]');
  $('source').setAttribute('aria-pressed', String(source));
  $('fold').addEventListener('click', () => {
    const open = !changes.some(change => change.open && !change.hidden);
    // Thousands of tables at once would hold the browser up.
    changes.filter(change => !change.hidden).slice(0, open ? 200 : changes.length).forEach(change => { change.open = open; });
  });
  const dark = () => root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  const theme = name => { root.dataset.theme = name; };
  const labelTheme = () => { $('theme').textContent = dark() ? 'Light' : 'Dark'; };
  if (kept('suture-theme')) theme(kept('suture-theme'));
  $('theme').addEventListener('click', () => { theme(dark() ? 'light' : 'dark'); keep('suture-theme', root.dataset.theme); labelTheme(); });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', labelTheme);
  // Paper is light.
  let screenTheme = null;
  addEventListener('beforeprint', () => {
    screenTheme = root.dataset.theme || '';
    theme('light');
    changes.forEach(change => { if (change.open) show(change); });
  });
  addEventListener('afterprint', () => {
    if (screenTheme) theme(screenTheme); else delete root.dataset.theme;
  });

  $('layout').textContent = unified ? 'Side by side' : 'Unified';
  labelTheme();
  filter();
  document.querySelectorAll('.bar').forEach(bar => { bar.hidden = false; });
})();
