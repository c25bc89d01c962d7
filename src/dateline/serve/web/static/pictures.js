// The pictures beside the list: a strip on which days are drawn with the mouse, and a map of the places in the list behind it.
// Both only repeat what lists say; whoever has no script, or no sight of them, loses nothing.
// Where counting takes long the page comes without them, with a link to itself counted; the link is followed here and the parts put in place.
const NS = "http://www.w3.org/2000/svg";

function make(name, attributes, parent) {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent?.append(element);
  return element;
}

// ---------------------------------------------------------------- the strip

function followStrip(bars) {
  const links = [...bars.querySelectorAll("a")];
  let from = -1;
  const at = (event) => links.indexOf(event.target.closest("a"));
  const shade = (a, b) => links.forEach((link, i) => link.classList.toggle("chosen", a >= 0 && i >= Math.min(a, b) && i <= Math.max(a, b)));
  bars.addEventListener("pointerdown", (event) => {
    from = at(event);
    shade(from, from);
  });
  bars.addEventListener("pointermove", (event) => {
    const now = at(event);
    if (from >= 0 && now >= 0) shade(from, now);
  });
  bars.addEventListener("dragstart", (event) => event.preventDefault());
  addEventListener("pointerup", (event) => {
    const to = event.target.closest?.(".bars") ? at(event) : -1;
    if (from >= 0 && to >= 0 && to !== from) {
      const [first, last] = [links[Math.min(from, to)], links[Math.max(from, to)]];
      const address = new URL(location.href);
      address.searchParams.set("since", first.dataset.since);
      address.searchParams.set("until", last.dataset.until);
      address.searchParams.delete("after");
      location.assign(address);
    } else shade(-1, -1);
    from = -1;
  });
}

// ---------------------------------------------------------------- the map

const WIDTH = 520;
const HEIGHT = 300;

async function atlas(address) {
  const answer = await fetch(address, { credentials: "same-origin" });
  const world = await answer.json();
  return {
    land: topojson.feature(world, world.objects.land),
    borders: topojson.mesh(world, world.objects.countries, (a, b) => a !== b),
  };
}

function readPins() {
  return [...document.querySelectorAll("[data-pins] > li")].map((li) => ({
    point: [Number(li.dataset.lon), Number(li.dataset.lat)],
    count: Number(li.dataset.n),
    disputed: Number(li.dataset.d),
    href: li.querySelector("a").getAttribute("href"),
    name: li.querySelector("a").textContent,
  }));
}

function projection(pins, close) {
  const frame = [[14, 14], [WIDTH - 14, HEIGHT - 14]];
  if (!close) return d3.geoNaturalEarth1().fitExtent([[2, 2], [WIDTH - 2, HEIGHT - 2]], { type: "Sphere" });
  const spread = pins.flatMap(({ point: [lon, lat] }) => [[lon - 4, Math.max(lat - 3, -85)], [lon + 4, Math.min(lat + 3, 85)]]);
  return d3.geoNaturalEarth1().rotate([-pins.reduce((s, p) => s + p.point[0], 0) / pins.length, 0]).fitExtent(frame, { type: "MultiPoint", coordinates: spread });
}

function draw(figure, pins, world, close) {
  figure.querySelector("svg")?.remove();
  const svg = make("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true", focusable: "false" });
  const project = projection(pins, close);
  const path = d3.geoPath(project.clipExtent([[-20, -20], [WIDTH + 20, HEIGHT + 20]]));
  make("path", { class: "land", d: path(world.land) ?? "" }, svg);
  make("path", { class: "border", d: path(world.borders) ?? "" }, svg);
  for (const pin of [...pins].sort((a, b) => b.count - a.count)) {
    const at = project(pin.point);
    if (!at) continue;
    const link = make("a", { href: pin.href, tabindex: "-1" }, svg);
    const size = Math.min(4 + 2.2 * Math.sqrt(pin.count), 22);
    make("circle", { class: pin.disputed ? "pin odd" : "pin", cx: at[0].toFixed(1), cy: at[1].toFixed(1), r: size.toFixed(1) }, link);
    make("title", {}, link).textContent = `${pin.name}: ${pin.count}`;
  }
  figure.prepend(svg);
}

function showMap(figure, pins) {
  const button = document.createElement("button");
  button.type = "button";
  let close = false;
  const worlds = {};
  const show = async () => {
    const address = close ? figure.dataset.fine : figure.dataset.atlas;
    button.textContent = close ? figure.dataset.world : figure.dataset.close; // before the atlas is there: no button is without words
    worlds[address] ??= await atlas(address);
    draw(figure, pins, worlds[address], close);
  };
  button.addEventListener("click", () => {
    close = !close;
    show();
  });
  figure.hidden = false;
  figure.append(button);
  show();
}

// ---------------------------------------------------------------- both, now or when they are counted

function show() {
  const [bars, figure, pins] = [document.querySelector(".bars"), document.getElementById("map"), readPins()];
  if (bars) followStrip(bars);
  if (figure && pins.length) showMap(figure, pins);
}

async function follow() {
  const address = new URL(location.href);
  address.searchParams.set("counted", "yes");
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) return; // the link stays
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-counted]")) {
    const counted = page.querySelector(`[data-counted="${part.dataset.counted}"]`);
    if (counted) part.replaceWith(counted);
  }
  show();
}

if (document.querySelector("[data-later]")) follow();
else show();
