/*
 * report.js - shows the data of the page: tables that sort and filter, the map of
 * layers, links to one finding.
 *
 * All text comes from an image and is put in as text; nothing here makes markup of a
 * string (the page's policy refuses it).  Tables are built a part at a time, so that
 * ten thousand rows cost no more than a hundred until someone wants to see them.
 */
(() => {
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const SEVERITY = ["info", "low", "medium", "high", "critical"];
/* Rows that are built at a time; at first, where other lists follow. */
const PART = 100, PART_AUDIT = 20;
/* Tiles of a map; what is smaller is one tile together. */
const TILES = 400;
/* More than this is not unfolded by itself, nor on paper. */
const UNFOLD = 8, UNFOLD_PRINT = 300, PRINT_MAX = 5000;

/* ---- making elements ---- */

/* h("a", {href: "#x", class: "y"}, "text", child, ...); false and null are left out. */
function h(tag, attributes, ...children) {
	const e = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes ?? {})) {
		if (typeof value === "function")
			e.addEventListener(name, value);
		else if (value !== false && value !== null && value !== undefined)
			e.setAttribute(name, value === true ? "" : value);
	}
	e.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
	return e;
}

/* `code` between backticks. */
function prose(text) {
	const parts = text.split("`");
	if (parts.length % 2 === 0)
		return [text];
	return parts.map((part, i) => i % 2 ? h("code", null, part) : part);
}

const number = (n) => n.toLocaleString("en-US");
const plural = (n, one) => `${number(n)} ${one}${n === 1 ? "" : "s"}`;

function size(bytes) {
	if (bytes < 1024)
		return `${bytes} B`;
	const units = ["KiB", "MiB", "GiB", "TiB"];
	let n = bytes / 1024, u = 0;
	for (; n >= 1024 && u < 3; u++)
		n /= 1024;
	return `${n.toFixed(n < 10 ? 1 : 0)} ${units[u]}`;
}

const severity = (s) => h("span", {class: `sev ${SEVERITY[s]}`}, SEVERITY[s]);

/* Only what is a public page becomes a link. */
function away(url, text) {
	if (!/^https:\/\//.test(url))
		return text ?? url;
	return h("a", {href: url, rel: "noreferrer noopener"}, text ?? url);
}

/* ---- copying ---- */

async function copy(text) {
	try {
		await navigator.clipboard.writeText(text);
	} catch {
		const area = h("textarea", {"aria-hidden": "true", class: "away"});
		area.value = text;
		document.body.append(area);
		area.select();
		document.execCommand("copy");
		area.remove();
	}
}

function copyButton(what, text) {
	const button = h("button", {type: "button", "aria-label": `Copy ${what}`, click: async () => {
		await copy(typeof text === "function" ? text() : text);
		button.textContent = "Copied";
		say(`Copied ${what}`);
		setTimeout(() => { button.textContent = "Copy"; }, 1500);
	}}, "Copy");
	return button;
}

/* What a fix comes down to: its only code, or all of it. */
function fixText(fix) {
	const parts = fix.split("`");
	return parts.length === 3 ? parts[1] : fix.replaceAll("`", "");
}

/* Is the whole fix something to write, such as `force_https = true`? */
const isCode = (fix) => !fix.includes("`") && /^[\[\w][^.]*( = |\])/.test(fix) && !/[a-z]: |\.$/m.test(fix);

const narrow = matchMedia("(max-width: 46rem)");

/* For screen readers: what has just happened. */
const voice = h("p", {class: "away", role: "status", "aria-live": "polite"});
document.body.append(voice);
function say(text) {
	voice.textContent = text;
}

/* ---- tables ---- */

/*
 * A table of many rows.  columns: {name, label, value(row) to sort by, cell(row)};
 * the first cell of `title: true` unfolds detail(row).  `id(row)` names it in links.
 */
class List {
	constructor(options) {
		Object.assign(this, options);
		this.order = this.rows;
		this.shown = this.rows;
		this.open = new Set();
		this.from = this.to = 0;
		this.build();
	}

	build() {
		this.columns.forEach((c) => { c.class = `${c.class ?? ""}${c.wide ? " wide" : ""}`.trim() || false; });
		this.heads = this.columns.map((c, i) => h("th", {scope: "col", class: c.class},
			h("button", {type: "button", click: () => this.sortBy(i)}, c.label)));
		this.body = h("tbody");
		this.table = h("table", {class: "list"}, h("caption", {class: "away"}, this.caption),
			h("thead", null, h("tr", null, this.heads)), this.body);
		this.earlier = h("div", {class: "more", hidden: true}, h("button", {type: "button",
			click: () => this.showEarlier()}, "Show those before"));
		this.later = h("div", {class: "more", hidden: true},
			h("button", {type: "button", click: () => this.showMore(PART)}, `Show ${PART} more`),
			h("button", {type: "button", click: () => this.showMore(Infinity)}, "Show all"));
		this.element = h("div", null, this.earlier, this.table, this.later);
		narrow.addEventListener("change", () => this.body.querySelectorAll(".detail > td")
			.forEach((td) => { td.colSpan = this.width(); }));
		this.sortBy(this.sort ?? 0, true);
	}

	/* Columns that are seen: on a narrow screen those of a class are not. */
	width() {
		return this.columns.filter((c) => !narrow.matches || !c.wide).length;
	}

	sortBy(i, quiet) {
		const c = this.columns[i];
		this.down = this.by === i ? !this.down : Boolean(c.down);
		this.by = i;
		this.heads.forEach((th, k) => {
			if (k === i)
				th.setAttribute("aria-sort", this.down ? "descending" : "ascending");
			else
				th.removeAttribute("aria-sort");
		});
		const keyed = this.rows.map((row, n) => ({row, n, key: c.value(row)}));
		const sign = this.down ? -1 : 1;
		keyed.sort((a, b) => (a.key < b.key ? -sign : a.key > b.key ? sign : a.n - b.n));
		this.order = keyed.map((k) => k.row);
		this.filter(this.keep);
		if (!quiet)
			say(`Sorted by ${c.label}, ${this.down ? "descending" : "ascending"}`);
	}

	/* Show the rows that `keep` keeps; without one, all. */
	filter(keep) {
		this.keep = keep;
		this.shown = keep ? this.order.filter(keep) : this.order;
		this.from = this.to = 0;
		this.body.replaceChildren();
		this.showMore(this.part ?? PART);
	}

	showMore(n) {
		const end = Math.min(this.shown.length, this.to + n);
		const rows = [];
		for (; this.to < end; this.to++)
			rows.push(...this.build1(this.shown[this.to]));
		this.body.append(...rows);
		this.fit();
	}

	showEarlier() {
		const start = Math.max(0, this.from - PART), rows = [];
		for (let i = start; i < this.from; i++)
			rows.push(...this.build1(this.shown[i]));
		this.from = start;
		this.body.prepend(...rows);
		this.fit();
	}

	fit() {
		this.earlier.hidden = this.from === 0;
		this.later.hidden = this.to >= this.shown.length;
		this.table.setAttribute("aria-rowcount", this.shown.length + 1);
		this.table.hidden = this.shown.length === 0;
	}

	build1(row) {
		const id = this.id(row);
		const cells = this.columns.map((c) => {
			if (!c.title)
				return h("td", {class: c.class}, c.cell(row));
			if (c.href)
				return h("th", {scope: "row", class: c.class}, h("a", {class: "to", href: c.href(row)}, c.text(row)), c.cell(row));
			const button = this.detail && h("button", {type: "button", class: "title",
				"aria-expanded": this.open.has(id) ? "true" : "false", click: (e) => {
					e.stopPropagation();
					this.toggle(tr, row);
				}}, c.text(row));
			return h("th", {scope: "row", class: c.class}, button ?? c.text(row), c.cell(row));
		});
		const tr = h("tr", {id, class: this.detail ? "row" : false, click: (e) => {
			if (this.detail && !e.target.closest("a, button") && !String(getSelection()))
				this.toggle(tr, row);
		}}, cells);
		if (!this.open.has(id))
			return [tr];
		tr.classList.add("open");
		return [tr, this.more(row)];
	}

	more(row) {
		return h("tr", {class: "detail"}, h("td", {colspan: this.width()}, this.detail(row)));
	}

	toggle(tr, row) {
		const id = this.id(row), opens = !this.open.has(id);
		if (opens) {
			this.open.add(id);
			tr.after(this.more(row));
		} else {
			this.open.delete(id);
			tr.nextElementSibling.remove();
		}
		tr.classList.toggle("open", opens);
		tr.querySelector(".title").setAttribute("aria-expanded", opens);
	}

	/* All that are shown, or none. */
	unfold(all) {
		this.open = new Set(all ? this.shown.map((row) => this.id(row)) : []);
		const {from, to} = this;
		this.from = this.to = from;
		this.body.replaceChildren();
		this.showMore(to - from);
	}

	/* Bring one row into view, unfolded.  False if it is not among those shown. */
	reveal(id) {
		const at = this.shown.findIndex((row) => this.id(row) === id);
		if (at < 0)
			return false;
		if (this.detail)
			this.open.add(id);
		if (at < this.from || at >= this.to) {
			this.from = this.to = Math.max(0, at - 5);
			this.body.replaceChildren();
			this.showMore(PART);
		}
		const tr = document.getElementById(id);
		if (this.detail && !tr.classList.contains("open")) {
			this.open.delete(id);
			this.toggle(tr, this.shown[at]);
		}
		this.body.querySelector(".target")?.classList.remove("target");
		tr.classList.add("target");
		tr.scrollIntoView({block: "start"});
		tr.querySelector("button, a")?.focus({preventScroll: true});
		return true;
	}
}

/* Every word of the query is somewhere in the row's text. */
function matcher(query, text) {
	const words = query.toLowerCase().split(/\s+/).filter(Boolean);
	return words.length ? (row) => words.every((w) => text(row).includes(w)) : null;
}

let timer;
function soon(work) {
	clearTimeout(timer);
	timer = setTimeout(work, 120);
}

/*
 * A list with its tools above it: a filter box, severity toggles (where rows have `s`),
 * and choices {label, all, of(row) => key, names}.
 */
function listWithTools(place, noun, options, choices) {
	const list = new List(options);
	const off = new Set();
	let only = null;
	const box = h("input", {type: "search", placeholder: "Filter", "aria-label": `Filter ${noun}s`,
		autocomplete: "off", spellcheck: "false", input: () => soon(apply)});
	const toggles = options.severity === false ? null : h("fieldset", {class: "toggles"},
		h("legend", {class: "away"}, "Severities shown"));
	for (let s = 4; toggles && s >= 0; s--) {
		const n = options.rows.filter((row) => row.s === s).length;
		if (!n)
			continue;
		const button = h("button", {type: "button", class: SEVERITY[s], "aria-pressed": "true", click: () => {
			off.has(s) ? off.delete(s) : off.add(s);
			button.setAttribute("aria-pressed", !off.has(s));
			apply();
		}}, `${number(n)} ${SEVERITY[s]}`);
		toggles.append(button);
	}
	const selects = choices.map((c) => {
		const keys = [...new Set(options.rows.flatMap((row) => c.of(row)))].sort();
		if (keys.length < 2)
			return null;
		const select = h("select", {"aria-label": c.label, change: apply},
			h("option", {value: ""}, c.all),
			keys.map((k) => h("option", {value: k}, c.names?.[k] ?? k)));
		select.keep = (row) => !select.value || [c.of(row)].flat().includes(select.value);
		return select;
	}).filter(Boolean);
	const note = h("div", {class: "only", hidden: true});
	const status = h("span");
	const unfold = options.detail && options.rows.length > 1 ? [
		h("button", {type: "button", click: () => list.unfold(true)}, "Unfold all"),
		h("button", {type: "button", click: () => list.unfold(false)}, "Fold all")] : [];

	function apply() {
		const words = matcher(box.value, options.text);
		const keeps = selects.filter((s) => s.value);
		list.filter((row) => !off.has(row.s) && (!only || only.keep(row)) &&
			keeps.every((s) => s.keep(row)) && (!words || words(row)));
		tell();
	}
	function tell() {
		const all = list.rows.length, n = list.shown.length;
		const text = n === all ? plural(all, noun) : `${number(n)} of ${plural(all, noun)}`;
		if (status.textContent && status.textContent !== text)
			say(text);
		status.textContent = text;
	}
	/* Show only what `keep` keeps until the reader takes that back. */
	list.narrow = (text, keep) => {
		only = keep && {keep};
		note.hidden = !keep;
		note.replaceChildren(text, h("button", {type: "button", click: () => {
			list.narrow("", null);
			box.focus();
		}}, "Show all"));
		apply();
	};
	list.clear = () => {
		box.value = "";
		off.clear();
		selects.forEach((s) => { s.value = ""; });
		toggles?.querySelectorAll("button").forEach((b) => b.setAttribute("aria-pressed", "true"));
		list.narrow("", null);
	};
	tell();
	place.append(h("div", {class: "tools"}, box, toggles, selects), note,
		h("div", {class: "status"}, status, unfold), list.element);
	return list;
}

/* ---- findings of a check ---- */

const rules = new Map((data.rules ?? []).map((r) => [r.id, r]));
const ruleOf = (f) => rules.get(f.r);
const cache = new Map();

/* Once per row: what the filter box searches. */
function remember(row, make) {
	let text = cache.get(row);
	if (text === undefined) {
		text = make(row).toLowerCase();
		cache.set(row, text);
	}
	return text;
}

function findingText(f) {
	const rule = ruleOf(f);
	return [rule.t, f.r, rule.c, SEVERITY[f.s], f.k, f.v, f.m, f.id, f.f,
		...f.p.map((p) => [p.w, p.d, p.st, p.pkg, p.i === undefined ? "" : data.images[p.i].name,
			p.l === undefined ? "" : data.images[p.i].layers[p.l].t].join(" "))].join(" ");
}

/* "layer 4 of 5, COPY . . (Dockerfile:4)", with a link to its row. */
function layerWords(image, layer) {
	const all = data.images[image].layers, l = all[layer];
	return [h("a", {href: `#layer-${image}-${layer}`}, `layer ${layer + 1} of ${all.length}`),
		l.t ? [", ", h("code", null, l.t)] : null, l.d ? ` (${l.d})` : null].flat();
}

function placeItem(p) {
	const parts = [h("code", null, p.w)];
	if (p.enc)
		parts.push(` (in ${p.enc})`);
	if (p.l !== undefined)
		parts.push(" in ", ...layerWords(p.i, p.l));
	else if (p.d)
		parts.push(` (${p.d})`);
	if (p.i !== undefined && data.images.length > 1)
		parts.push(" of ", data.images[p.i].name);
	if (p.pkg)
		parts.push(h("span", {class: "gone"}, ` Unchanged file of ${p.pkg}.`));
	if (p.base)
		parts.push(h("span", {class: "gone"}, " From the base image."));
	if (p.by !== undefined)
		parts.push(h("br"), h("span", {class: "gone"}, `${p.st} later by `, layerWords(p.i, p.by),
			`, but still ships in layer ${p.l + 1}`));
	return h("li", null, parts);
}

function row2(label, ...content) {
	return [h("dt", null, label), h("dd", null, content)];
}

function fixBlock(fix) {
	return h("div", {class: "fix"}, isCode(fix) ? h("span", {class: "mono"}, fix) : prose(fix),
		copyButton("fix", fixText(fix)));
}

function findingDetail(f) {
	const rule = ruleOf(f);
	return h("dl", {class: "what"},
		f.m ? row2("What", prose(f.m)) : null,
		row2("Where", h("ul", null, f.p.map(placeItem),
			f.n > f.p.length ? h("li", null, `and ${plural(f.n - f.p.length, "more place")}; the JSON report has them all`) : null)),
		f.x ? row2("Ports", h("pre", {tabindex: "0"}, f.x)) : null,
		f.v ? row2("Value", h("code", null, f.k ? `${f.k} = ${f.v}` : f.v)) : null,
		rule.y ? row2("Why", prose(rule.y)) : null,
		f.f ? row2("Fix", fixBlock(f.f)) : null,
		row2("", h("div", {class: "links"},
			rule.u ? h("span", null, "Read more: ", away(rule.u, new URL(rule.u).hostname)) : null,
			h("span", null, "Rule ", h("code", null, f.r)),
			h("a", {class: "self", href: `#f-${f.id}`}, "Link to this finding"))));
}

const stateOf = (f) => {
	const states = f.p.map((p) => p.st).filter(Boolean);
	return states.length === 0 ? "project" : states.includes("live") ? "live" : states[0];
};

/* Two findings may have one fingerprint; links lead to the first. */
function unique(rows) {
	const seen = new Set();
	for (const row of rows) {
		row.key = seen.has(row.id) ? `f-${row.id}-${seen.size}` : `f-${row.id}`;
		seen.add(row.id);
	}
	return rows;
}

function showFindings(place) {
	const list = listWithTools(place, "finding", {
		caption: "Findings", rows: unique(data.findings), id: (f) => f.key,
		text: (f) => remember(f, findingText), detail: findingDetail,
		columns: [
			{label: "Severity", class: "c-sev", down: true, value: (f) => f.s, cell: (f) => severity(f.s)},
			{label: "Finding", title: true, value: (f) => ruleOf(f).t.toLowerCase(), text: (f) => ruleOf(f).t,
				cell: (f) => [
					f.v ? h("code", {class: "val"}, f.k ? `${f.k} = ${f.v}` : f.v) : null,
					h("span", {class: "small"}, h("code", null, f.p[0].w))]},
			{label: "Where", class: "c-where", wide: true, value: (f) => f.p[0].w, cell: (f) => [h("code", null, f.p[0].w),
				f.n > 1 ? h("span", {class: "at"}, ` and ${number(f.n - 1)} more`) : null]},
			{label: "State", class: "c-state", wide: true, value: stateOf, cell: (f) => [stateOf(f),
				f.base ? h("span", {class: "at"}, h("br"), "base image") : null]},
		].filter((c) => c.label !== "State" || data.images.length),
	}, [
		{label: "Kind", all: "All kinds", of: (f) => ruleOf(f).c},
		{label: "State", all: "All states", of: stateOf},
		{label: "Whose", all: "Own and base", of: (f) => f.base ? "base image" : "own"},
	]);
	const urgent = data.findings.filter((f) => f.s >= 3);
	if (urgent.length <= UNFOLD) {
		urgent.forEach((f) => list.open.add(f.key));
		list.filter(list.keep);
	}
	return list;
}

/* ---- the map ---- */

/*
 * Squarified tiles: rows are laid along the shorter side of what is left, and one grows
 * as long as its tiles get closer to squares.  items are sorted by `weight`, largest
 * first; gives each {x, y, w, h}.
 */
function squarify(items, width, height) {
	const total = items.reduce((sum, i) => sum + i.weight, 0);
	const scale = width * height / total, tiles = [];
	let x = 0, y = 0, w = width, h2 = height, i = 0;
	/* The worst shape in a row of this area whose extremes are these. */
	const worst = (sum, min, max, side) => Math.max(side * side * max / (sum * sum), sum * sum / (side * side * min));
	while (i < items.length) {
		const side = Math.min(w, h2);
		let n = 1, sum = items[i].weight * scale;
		const max = sum;
		for (; i + n < items.length; n++) {
			const next = items[i + n].weight * scale;
			const last = items[i + n - 1].weight * scale;
			if (worst(sum + next, next, max, side) > worst(sum, last, max, side))
				break;
			sum += next;
		}
		const thick = sum / side;
		let along = 0;
		for (let k = 0; k < n; k++) {
			const length = items[i + k].weight * scale / thick;
			tiles.push(w >= h2 ? {x, y: y + along, w: thick, h: length} : {x: x + along, y, w: length, h: thick});
			along += length;
		}
		if (w >= h2) {
			x += thick;
			w -= thick;
		} else {
			y += thick;
			h2 -= thick;
		}
		i += n;
	}
	return tiles;
}

/* items: {name, size, s (worst severity or undefined), href, words} */
function map(place, label, items) {
	const all = items.reduce((sum, i) => sum + i.size, 0);
	items = items.filter((i) => i.size > 0).sort((a, b) => b.size - a.size);
	if (items.length < 2)
		return;
	if (items.length > TILES) {
		const rest = items.splice(TILES - 1), worst = Math.max(...rest.map((r) => r.s ?? -1));
		items.push({name: `${number(rest.length)} smaller`, size: rest.reduce((sum, r) => sum + r.size, 0),
			s: worst < 0 ? undefined : worst, href: items[0].more ?? "#layers", words: "see the table"});
	}
	/* What is tiny must still be seen, the more so what leaks. */
	items.forEach((i) => { i.weight = Math.max(i.size, all * (i.s >= 3 ? 0.025 : 0.004) / Math.max(1, items.length / 20)); });
	items.sort((a, b) => b.weight - a.weight);
	const idle = "Area is size (what is tiny is drawn larger), colour the worst finding. The table below has the same.";
	const legend = h("p", {class: "legend"}, idle);
	const tiles = items.map((i, n) => h("a", {href: i.href, tabindex: n ? "-1" : "0",
		class: i.s === undefined ? false : SEVERITY[i.s],
		"aria-label": `${i.name}, ${size(i.size)}, ${i.words}`},
		h("b", null, i.name), h("span", null, size(i.size)), h("span", null, i.short ?? "")));
	const box = h("ul", {class: "tiles", "aria-label": label}, tiles.map((t) => h("li", null, t)));
	const tell = (e) => {
		const n = tiles.indexOf(e.target.closest("a"));
		if (n >= 0)
			legend.textContent = `${items[n].name}: ${size(items[n].size)}, ${items[n].words}`;
	};
	box.addEventListener("mouseover", tell);
	box.addEventListener("focusin", tell);
	box.addEventListener("mouseleave", () => { legend.textContent = idle; });
	box.addEventListener("keydown", (e) => {
		const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity}[e.key];
		const n = tiles.indexOf(document.activeElement);
		if (!step || n < 0)
			return;
		e.preventDefault();
		const to = Math.min(tiles.length - 1, Math.max(0, n + step));
		tiles[n].tabIndex = -1;
		tiles[to].tabIndex = 0;
		tiles[to].focus();
	});
	place.append(box, legend);
	const lay = () => {
		const {clientWidth: w, clientHeight: hh} = box;
		if (!w)
			return;
		squarify(items, w, hh).forEach((t, n) => {
			const li = tiles[n].parentElement;
			li.style.left = `${t.x}px`;
			li.style.top = `${t.y}px`;
			li.style.width = `${t.w}px`;
			li.style.height = `${t.h}px`;
			/* Only lines that fit. */
			tiles[n].dataset.lines = t.w < 48 || t.h < 26 ? 0 : Math.min(3, Math.floor((t.h - 8) / 18));
		});
	};
	lay();
	new ResizeObserver(lay).observe(box);
}

function showMap(place) {
	const image = Number(place.dataset.image);
	map(place, `Layers of ${data.images[image].name} by size`, data.images[image].layers.map((l, k) => ({
		name: `Layer ${k + 1}`, size: l.z, s: l.s, href: `#layer-${image}-${k}`,
		short: l.n ? `${plural(l.n, "finding")}, ${SEVERITY[l.s]}` : "",
		words: `${l.n ? plural(l.n, "finding") : "no findings"}${l.s === undefined ? "" : `, ${SEVERITY[l.s]} at worst`}; ${l.t ?? ""}`,
	})));
}

/* ---- tables that are in the page ---- */

function cellValue(tr, i) {
	const cell = tr.cells[i], v = cell.dataset.v ?? cell.textContent.trim();
	return v !== "" && !Number.isNaN(Number(v)) ? Number(v) : v.toLowerCase();
}

function makeSortable(table) {
	const heads = [...table.tHead.rows[0].cells];
	heads.forEach((th, i) => {
		const label = th.textContent;
		th.replaceChildren(h("button", {type: "button", click: () => {
			const down = th.getAttribute("aria-sort") === "ascending";
			heads.forEach((other) => other.removeAttribute("aria-sort"));
			th.setAttribute("aria-sort", down ? "descending" : "ascending");
			const keyed = [...table.tBodies[0].rows].map((tr) => ({tr, key: cellValue(tr, i)}));
			keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0) * (down ? -1 : 1));
			table.tBodies[0].append(...keyed.map((k) => k.tr));
			say(`Sorted by ${label}, ${down ? "descending" : "ascending"}`);
		}}, label));
	});
}

/* ---- theme ---- */

function showTheme(place) {
	const root = document.documentElement, themes = ["auto", "light", "dark"];
	const label = () => `Theme: ${root.dataset.theme ?? "auto"}`;
	const button = h("button", {type: "button", click: () => {
		const next = themes[(themes.indexOf(root.dataset.theme ?? "auto") + 1) % 3];
		if (next === "auto")
			delete root.dataset.theme;
		else
			root.dataset.theme = next;
		button.textContent = label();
		try {
			localStorage.setItem("flyimg-theme", next);
		} catch {
			/* It lasts as long as the page. */
		}
	}}, label());
	place.append(button);
}

/* ---- an audit: many images ---- */

/* What is told of an image in few places is made when it is asked for. */
const imageName = (i) => data.images[i].names[0] ?? data.images[i].id ?? `image ${i + 1}`;
const imageLink = (i) => h("a", {href: `#image-${i}`}, imageName(i));
const day = (image) => image.cr ? image.cr.slice(0, 10) : "";
const worstOf = (counts) => counts.findLastIndex((n) => n > 0);
const layerName = (l) => l.t || (l.d ?? "").slice(0, 19) || "(unknown)";
const findingLink = (f) => h("a", {href: `#${f.key}`}, ruleOf(f).t);

function countWords(counts) {
	const words = counts.map((n, s) => n ? `${number(n)} ${SEVERITY[s]}` : null).filter(Boolean).reverse();
	return words.length ? words.join(", ") : "none";
}

/* A place as one image has it, of the four numbers that the data has for it. */
function seenAt(image, k) {
	const [spot, layer, by, bits] = data.seen[image].slice(k, k + 4);
	return {image, spot: data.spots[spot], layer, by, st: ["live", "deleted", "overwritten"][bits & 3], base: bits > 3};
}

/* Where a finding is: for each image the numbers seenAt() wants, two a place. */
function spreadOut() {
	for (const f of data.findings)
		f.seen = [];
	data.seen.forEach((places, image) => {
		for (let k = 0; k < places.length; k += 4)
			data.findings[data.spots[places[k]].f].seen.push(image, k);
	});
	for (const l of data.layers)
		l.found = new Set();
	for (const spot of data.spots)
		if (spot.l !== undefined)
			data.layers[spot.l].found.add(data.findings[spot.f]);
	data.ranked.forEach((f, rank) => { data.findings[f].rank = rank + 1; });
	data.risky.forEach((i, rank) => { data.images[i].rank = rank + 1; });
	data.images.forEach((image, n) => { image.n = n; image.s = worstOf(image.c); });
	data.layers.forEach((l, n) => { l.n = n; l.s = worstOf(l.c); l.all = l.c.reduce((a, b) => a + b, 0); });
	unique(data.findings);
}

function places(f, most = Infinity) {
	const list = [];
	for (let i = 0; i < f.seen.length && list.length < most; i += 2)
		list.push(seenAt(f.seen[i], f.seen[i + 1]));
	return list;
}

function auditFindings(place) {
	return listWithTools(place, "finding", {
		caption: "Findings, what to do first first", part: PART_AUDIT, rows: data.ranked.map((n) => data.findings[n]), id: (f) => `row-${f.key}`,
		text: (f) => remember(f, (x) => [ruleOf(x).t, x.r, SEVERITY[x.s], x.k, x.v, x.m, x.id,
			...places(x, 200).map((p) => `${imageName(p.image)} ${p.spot.w}`)].join(" ")),
		columns: [
			{label: "Rank", class: "c-rank num", wide: true, value: (f) => f.rank, cell: (f) => number(f.rank)},
			{label: "Severity", class: "c-sev", down: true, value: (f) => f.s, cell: (f) => severity(f.s)},
			{label: "Finding", title: true, value: (f) => ruleOf(f).t.toLowerCase(), text: (f) => ruleOf(f).t,
				href: (f) => `#${f.key}`, cell: (f) => [
					f.v ? h("code", {class: "val flat"}, f.k ? `${f.k} = ${f.v}` : f.v) : null,
					h("span", {class: "small flat"}, `${plural(f.im, "image")}, live in ${number(f.li)}`)]},
			{label: "Images", class: "c-n num", wide: true, down: true, value: (f) => f.im, cell: (f) => number(f.im)},
			{label: "Live in", class: "c-n num", wide: true, down: true, value: (f) => f.li, cell: (f) => number(f.li)},
			{label: "First place", class: "c-where", wide: true, value: (f) => f.seen.length ? seenAt(f.seen[0], f.seen[1]).spot.w : "",
				cell: (f) => f.seen.length ? h("code", null, seenAt(f.seen[0], f.seen[1]).spot.w) : ""},
		],
	}, [
		{label: "What", all: "All findings", of: (f) => f.sec ? "to revoke" : "to mend"},
		{label: "Kind", all: "All kinds", of: (f) => ruleOf(f).c},
		{label: "State", all: "All states", of: (f) => f.li ? "live" : "deleted everywhere"},
	]);
}

function auditImages(place) {
	return listWithTools(place, "image", {
		caption: "Images by risk", part: PART_AUDIT, rows: data.risky.map((n) => data.images[n]), id: (i) => `row-image-${i.n}`,
		text: (i) => remember(i, (x) => [...x.names, x.digest, x.id, x.pf, x.cr, x.src].join(" ")),
		columns: [
			{label: "Risk", class: "c-rank num", wide: true, value: (i) => i.rank, cell: (i) => number(i.rank)},
			{label: "Image", title: true, value: (i) => imageName(i.n).toLowerCase(), text: (i) => imageName(i.n),
				href: (i) => `#image-${i.n}`, cell: (i) => [
					i.names.length > 1 ? h("span", {class: "val flat"}, i.names.slice(1).join(", ")) : null,
					i.cut ? h("span", {class: "val flat critical"}, "not read whole") : null,
					h("span", {class: "small flat"}, countWords(i.c))]},
			{label: "Findings", class: "c-count", wide: true, down: true, value: (i) => i.s * 1e6 + Math.max(0, i.c[i.s] ?? 0),
				cell: (i) => countWords(i.c)},
			{label: "Created", class: "c-day", wide: true, down: true, value: (i) => i.cr ?? "", cell: (i) => day(i) || "unknown"},
			{label: "Size", class: "c-n num", wide: true, down: true, value: (i) => i.z, cell: (i) => size(i.z)},
		],
	}, [
		{label: "Repository", all: "All repositories", of: (i) => i.repos},
		{label: "Platform", all: "All platforms", of: (i) => i.pf ?? "unknown"},
	]);
}

/* Some links, and how many more there are. */
function some(list, most, link) {
	const parts = list.slice(0, most).flatMap((x, i) => i ? [", ", link(x)] : [link(x)]);
	if (list.length > most)
		parts.push(` and ${number(list.length - most)} more`);
	return parts;
}

function layerDetail(l) {
	const images = data.images.filter((i) => i.l.includes(l.n)).map((i) => i.n);
	const found = [...l.found].sort((a, b) => a.rank - b.rank);
	return h("dl", {class: "what"},
		l.d ? row2("Digest", h("code", null, l.d)) : null,
		row2("Images", some(images, 20, imageLink)),
		row2("Findings", found.length ? some(found, 30, findingLink) : "none"));
}

function auditLayers(place) {
	const box = h("div", {class: "map"});
	place.append(box);
	map(box, "Layers by size", data.layers.map((l) => ({
		name: layerName(l), size: l.z, s: l.s < 0 ? undefined : l.s, href: `#layer-${l.n}`,
		short: l.all ? `${plural(l.all, "finding")}, ${SEVERITY[l.s]}` : "",
		words: `in ${plural(l.im, "image")}, ${l.all ? `${plural(l.all, "finding")}, ${SEVERITY[l.s]} at worst` : "no findings"}`,
	})));
	return listWithTools(place, "layer", {
		caption: "Layers", part: PART_AUDIT, rows: data.layers, id: (l) => `layer-${l.n}`, detail: layerDetail, sort: 3,
		text: (l) => remember(l, (x) => [x.t, x.d].join(" ")),
		columns: [
			{label: "Made by", title: true, class: "c-made", value: (l) => layerName(l).toLowerCase(), text: (l) => layerName(l),
				cell: (l) => [l.cut ? h("span", {class: "val critical"}, "could not be read") : null,
					h("span", {class: "small"}, `${size(l.z)}, ${plural(l.im, "image")}, ${countWords(l.c)}`)]},
			{label: "Size", class: "c-n num", wide: true, down: true, value: (l) => l.z, cell: (l) => size(l.z)},
			{label: "Images", class: "c-n num", wide: true, down: true, value: (l) => l.im, cell: (l) => number(l.im)},
			{label: "Findings", class: "c-count", wide: true, down: true, value: (l) => l.s * 1e6 + l.all, cell: (l) => countWords(l.c)},
		],
	}, []);
}

/* ---- the page of a finding, of an image ---- */

function layerOf(p) {
	if (p.layer < 0 || p.spot.l === undefined)
		return ["the config"];
	const l = data.layers[p.spot.l];
	return [h("a", {href: `#layer-${p.spot.l}`}, `layer ${p.layer + 1}`), l.t ? [", ", h("code", null, l.t)] : ""].flat();
}

function seenList(place, rows) {
	rows.forEach((p, n) => { p.n = n; });
	listWithTools(place, "place", {
		caption: "Places", severity: false, rows, id: (p) => `place-${p.n}`, sort: 0,
		text: (p) => `${imageName(p.image)} ${p.spot.w} ${p.st} ${p.spot.l === undefined ? "" : layerName(data.layers[p.spot.l])}`.toLowerCase(),
		columns: [
			{label: "Image", title: true, value: (p) => imageName(p.image).toLowerCase(), text: (p) => imageName(p.image),
				href: (p) => `#image-${p.image}`, cell: (p) => h("span", {class: "small flat"}, h("code", null, p.spot.w), ` ${p.st}`)},
			{label: "Created", class: "c-day", wide: true, value: (p) => data.images[p.image].cr ?? "", cell: (p) => day(data.images[p.image])},
			{label: "Place", class: "c-where", wide: true, value: (p) => p.spot.w, cell: (p) => [h("code", null, p.spot.w),
				p.spot.enc ? ` (in ${p.spot.enc})` : null,
				p.spot.pkg ? h("span", {class: "at"}, ` unchanged file of ${p.spot.pkg}`) : null]},
			{label: "Layer", class: "c-layer", wide: true, value: (p) => p.layer, cell: layerOf},
			{label: "State", class: "c-state", wide: true, value: (p) => p.st, cell: (p) => [p.st,
				p.by >= 0 ? h("span", {class: "at"}, ` by layer ${p.by + 1}`) : null,
				p.base ? h("span", {class: "at"}, h("br"), "base image") : null]},
		],
	}, [{label: "State", all: "All states", of: (p) => p.st}]);
}

function pageHead(back, name, title) {
	return [h("p", {class: "of"}, h("a", {href: back}, name)), h("h1", {tabindex: "-1"}, title)];
}

function findingPage(f) {
	const rule = ruleOf(f), rows = places(f), list = h("div");
	const byAge = rows.map((p) => p.image).sort((a, b) => (data.images[a].cr ?? "9") < (data.images[b].cr ?? "9") ? -1 : 1);
	const live = [...new Set(rows.filter((p) => p.st === "live").map((p) => p.image))]
		.sort((a, b) => (data.images[a].cr ?? "") < (data.images[b].cr ?? "") ? 1 : -1);
	const first = rows.find((p) => p.image === byAge[0]);
	seenList(list, rows);
	return [h("section", null, pageHead("#findings", "All findings", rule.t),
		h("p", null, severity(f.s), ` In ${plural(f.im, "image")} of ${f.rp === 1 ? "1 repository" : `${number(f.rp)} repositories`}, `,
			f.li ? `still live in ${number(f.li)}.` : "deleted or overwritten in all, but it still ships."),
		h("dl", {class: "what"},
			f.v ? row2("Value", h("code", null, f.k ? `${f.k} = ${f.v}` : f.v)) : null,
			f.m && f.m !== rule.t ? row2("What", prose(f.m)) : null,
			f.f ? row2("Fix", fixBlock(f.f)) : null,
			rule.y ? row2("Why", prose(rule.y)) : null,
			first ? row2("First", imageLink(first.image), day(data.images[first.image]) ? `, ${day(data.images[first.image])}` : "", ", ",
				...layerOf(first), ", ", h("code", null, first.spot.w)) : null,
			live.length ? row2("Live in", some(live, 12, imageLink)) : null,
			row2("", h("div", {class: "links"},
				rule.u ? h("span", null, "Read more: ", away(rule.u, new URL(rule.u).hostname)) : null,
				h("span", null, "Rule ", h("code", null, f.r)),
				h("a", {class: "self", href: `#${f.key}`}, "Link to this finding"))))),
	h("section", null, h("h2", null, "Where"), list)];
}

function imageFindings(image) {
	const found = new Map();
	for (let k = 0; k < (data.seen[image.n] ?? []).length; k += 4) {
		const p = seenAt(image.n, k), f = data.findings[p.spot.f];
		const row = found.get(f) ?? {f, s: f.s, key: f.key, all: []};
		row.all.push(p);
		found.set(f, row);
	}
	return [...found.values()].sort((a, b) => a.f.rank - b.f.rank);
}

const rowState = (row) => row.all.some((p) => p.st === "live") ? "live" : row.all[0].st;

function imagePage(image) {
	const rows = imageFindings(image), list = h("div"), box = h("div", {class: "map"}), table = h("div");
	const base = image.base === undefined ? null : data.bases[image.base];
	const facts = [["Names", image.names.join(", ")], ["Platform", image.pf], ["Created", image.cr], ["Digest", image.digest],
		["ID", image.id], ["Found in", image.src], ["Size", `${size(image.z)} in ${plural(image.l.length, "layer")}`],
		["Base image", base && `${base.name || "without a name here"}, the first ${plural(base.n, "layer")}`]];
	const inLayer = image.l.map(() => [0, 0, 0, 0, 0]);
	for (const row of rows)
		for (const k of new Set(row.all.map((p) => p.layer)))
			if (k >= 0 && inLayer[k])
				inLayer[k][row.f.s]++;
	if (rows.length)
		listWithTools(list, "finding", {
			caption: `Findings in ${imageName(image.n)}`, rows, id: (row) => `here-${row.key}`,
			text: (row) => remember(row, (x) => [ruleOf(x.f).t, x.f.r, x.f.v, x.f.k, ...x.all.map((p) => p.spot.w)].join(" ")),
			columns: [
				{label: "Severity", class: "c-sev", down: true, value: (row) => row.s, cell: (row) => severity(row.s)},
				{label: "Finding", title: true, value: (row) => ruleOf(row.f).t.toLowerCase(), text: (row) => ruleOf(row.f).t,
					href: (row) => `#${row.key}`, cell: (row) => [
						row.f.v ? h("code", {class: "val flat"}, row.f.k ? `${row.f.k} = ${row.f.v}` : row.f.v) : null,
						h("span", {class: "small flat"}, h("code", null, row.all[0].spot.w))]},
				{label: "Where", class: "c-where", wide: true, value: (row) => row.all[0].spot.w, cell: (row) => [
					h("code", null, row.all[0].spot.w), row.all[0].layer >= 0 ? ` in layer ${row.all[0].layer + 1}` : "",
					row.all.length > 1 ? h("span", {class: "at"}, ` and ${number(row.all.length - 1)} more`) : null]},
				{label: "State", class: "c-state", wide: true, value: rowState, cell: (row) => [rowState(row),
					row.all.every((p) => p.base) ? h("span", {class: "at"}, h("br"), "base image") : null]},
			],
		}, [{label: "State", all: "All states", of: rowState}]);
	else
		list.append(h("p", null, "None."));
	map(box, `Layers of ${imageName(image.n)} by size`, image.l.map((n, k) => n < 0 ? {size: 0} : {
		name: `Layer ${k + 1}`, size: data.layers[n].z, href: `#layer-${n}`,
		s: worstOf(inLayer[k]) < 0 ? undefined : worstOf(inLayer[k]),
		short: data.layers[n].t ?? "", words: `${countWords(inLayer[k])}; ${layerName(data.layers[n])}`}));
	table.append(h("div", {class: "scroll"}, h("table", {class: "sortable layers"},
		h("caption", {class: "away"}, "Layers"),
		h("thead", null, h("tr", null, h("th", {scope: "col", class: "num"}, "Layer"), h("th", {scope: "col"}, "Made by"),
			h("th", {scope: "col", class: "num"}, "Size"), h("th", {scope: "col", class: "num"}, "Images"), h("th", {scope: "col"}, "Findings"))),
		h("tbody", null, image.l.map((n, k) => {
			const l = data.layers[n];
			return h("tr", null, h("td", {class: "num"}, k + 1),
				h("th", {scope: "row"}, l ? h("a", {href: `#layer-${n}`}, h("code", null, layerName(l))) : "(could not be read)"),
				h("td", {class: "num", "data-v": l?.z ?? 0}, l ? size(l.z) : ""), h("td", {class: "num"}, l ? number(l.im) : ""),
				h("td", {"data-v": worstOf(inLayer[k])}, countWords(inLayer[k])));
		})))));
	makeSortable(table.querySelector("table"));
	return [h("section", null, pageHead("#images", "All images", imageName(image.n)),
		h("p", null, image.c.some(Boolean) ? `Findings: ${countWords(image.c)}.` : "Nothing was found.",
			image.cut ? h("b", null, " Not all of it could be looked at.") : null),
		h("dl", {class: "facts"}, facts.filter((x) => x[1]).map(([k, v]) => h("div", null, h("dt", null, k), h("dd", null, h("code", null, v)))))),
	h("section", null, h("h2", null, "Findings ", h("span", {class: "count"}, number(rows.length))), list),
	h("section", null, h("h2", null, "Layers"), box, table)];
}

const title = document.title;
let scrolled = 0;

/* Show one of both: what all images come down to, or the page of one thing. */
function turn(content, name) {
	const overview = document.getElementById("overview"), page = document.getElementById("page");
	if (!overview.hidden)
		scrolled = scrollY;
	overview.hidden = Boolean(content);
	page.hidden = !content;
	page.replaceChildren(...content ?? []);
	document.title = content ? `${name} - flyimg` : title;
	if (content) {
		scrollTo({top: 0, behavior: "instant"});
		page.querySelector("h1").focus({preventScroll: true});
	}
}

function followAudit(hash) {
	const image = /^image-(\d+)$/.exec(hash), layer = /^layer-\d+$/.test(hash);
	const finding = hash.startsWith("f-") && data.findings.find((f) => f.key === hash);
	if (finding)
		turn(findingPage(finding), ruleOf(finding).t);
	else if (image && data.images[image[1]])
		turn(imagePage(data.images[image[1]]), imageName(Number(image[1])));
	else {
		const back = document.getElementById("overview").hidden;
		turn(null);
		if (layer) {
			if (!lists.layers.reveal(hash)) {
				lists.layers.clear();
				lists.layers.reveal(hash);
			}
		} else if (document.getElementById(hash)) {
			document.getElementById(hash).scrollIntoView();
		} else if (back) {
			scrollTo({top: scrolled, behavior: "instant"});
		}
	}
}

/* ---- links and paper ---- */

let findings = null;
const lists = {};

function follow() {
	const hash = location.hash.slice(1);
	const inLayer = /^in-(\d+)-(\d+)$/.exec(hash);
	if (data.kind === "audit") {
		followAudit(hash);
		return;
	}
	if (!findings) {
		document.getElementById(hash)?.scrollIntoView();
	} else if (inLayer) {
		const [image, layer] = inLayer.slice(1).map(Number);
		const name = data.images.length > 1 ? ` of ${data.images[image].name}` : "";
		findings.clear();
		findings.narrow(`Only what is in layer ${layer + 1}${name}.`,
			(f) => f.p.some((p) => p.i === image && p.l === layer));
		document.getElementById("findings").scrollIntoView();
	} else if (hash.startsWith("f-")) {
		if (!findings.reveal(hash)) {
			findings.clear();
			findings.reveal(hash);
		}
	} else {
		/* The browser went there before the tables grew. */
		document.getElementById(hash)?.scrollIntoView();
	}
}

/* On paper nothing can be unfolded or asked for. */
function onPaper() {
	let before;
	addEventListener("beforeprint", () => {
		const all = [findings, ...Object.values(lists)].filter(Boolean);
		before = all.map((list) => ({list, open: list.open}));
		for (const list of all) {
			if (list === findings && list.shown.length <= UNFOLD_PRINT)
				list.unfold(true);
			list.showMore(PRINT_MAX);
		}
		document.querySelectorAll("main details").forEach((d) => { d.open = true; });
	});
	addEventListener("afterprint", () => {
		for (const {list, open} of before ?? []) {
			list.open = open;
			list.filter(list.keep);
		}
	});
}

const makers = {
	check: {theme: showTheme, map: showMap, findings: (place) => { findings = showFindings(place); }},
	audit: {
		theme: showTheme,
		findings: (place) => { lists.findings = auditFindings(place); },
		images: (place) => { lists.images = auditImages(place); },
		layers: (place) => { lists.layers = auditLayers(place); },
	},
};
if (data.kind === "audit")
	spreadOut();
document.querySelectorAll("[data-show]").forEach((place) => makers[data.kind][place.dataset.show]?.(place));
document.querySelectorAll("[data-in]").forEach((e) => e.replaceWith(h("a", {href: `#${e.dataset.in}`}, e.textContent)));
document.querySelectorAll("table.sortable").forEach(makeSortable);
document.querySelectorAll(".code").forEach((code) => {
	const pre = code.querySelector("pre");
	code.append(copyButton(pre.getAttribute("aria-label").toLowerCase(), () => pre.textContent));
});
onPaper();
addEventListener("hashchange", follow);
follow();
document.documentElement.classList.add("ready");
})();
