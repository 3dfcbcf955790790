// The map. Its library is only loaded when somebody opens it; the list below shows the same.
let library;

function loadLibrary(box) {
  library ??= new Promise((resolve, reject) => {
    const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: box.dataset.style });
    const script = Object.assign(document.createElement("script"), { src: box.dataset.script });
    script.onload = () => resolve(window.L);
    script.onerror = reject;
    document.head.append(style, script);
  });
  return library;
}

const json = (url) => fetch(url).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)));

const element = (tag, textContent, more) => Object.assign(document.createElement(tag), { textContent }, more);

function popup(short, name, kind, region, href) {
  const box = element("div", "", { className: "map-popup" });
  box.append(element("a", name, { href }));
  if (!name.includes(short)) box.append(element("span", short));
  box.append(element("span", `${kind}, ${region}`));
  return box;
}

function pointLayer(L, data, profile) {
  return L.featureGroup(
    data.punkte.map(([lat, lon, short, slug, name, kind, region]) => {
      const [place, colour] = data.regionen[region];
      const label = `${name}, ${data.typen[kind]}`;
      return L.circleMarker([lat, lon], { radius: 8, weight: 2, color: "#fff", fillColor: colour, fillOpacity: 1, label })
        .bindPopup(() => popup(short, name, data.typen[kind], place, profile.replace("SLUG", slug)))
        .bindTooltip(short)
        .on("popupopen tooltipopen", ({ target }) => target.isPopupOpen() && target.closeTooltip());
    }),
  );
}

// What a screen reader says of a point, and what its keys do. The list below shows the same.
function namePoints(map, layer, close) {
  layer.eachLayer((point) => {
    const drawn = point.getElement?.(); // none on a canvas, where the points of a large map are
    drawn?.setAttribute("role", "button");
    drawn?.setAttribute("aria-label", point.options.label);
    drawn?.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault(); // the blank would scroll the page
      event.stopPropagation();
      point.openPopup();
      point.getPopup().getElement().querySelector("a[href]:not(.leaflet-popup-close-button)").focus();
    });
    point.on("popupopen", ({ popup: box }) => box.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", close));
    point.on("popupclose", ({ popup: box }) => box.getElement()?.contains(document.activeElement) && drawn?.focus());
  });
  map.getContainer().addEventListener("keydown", (event) => event.key === "Escape" && map.closePopup());
}

// Sources come as plain text; their addresses become links that show no more than the host.
function credit(text) {
  const line = document.createElement("span");
  for (const part of text.split(/(https?:\/\/[^\s),]+)/)) {
    const isLink = part.startsWith("http");
    const link = isLink && Object.assign(document.createElement("a"), { href: part, textContent: new URL(part).host });
    line.append(link || part);
  }
  return line.outerHTML;
}

// Names of the districts; where they have no room their signs, those of the schematic above.
function labelDistricts(map, borders, points) {
  const districts = borders.getLayers().filter(({ feature }) => feature.properties.art === "bezirk");
  for (const district of districts) {
    const { name, kurz } = district.feature.properties;
    const label = element("span", "", { className: "map-name" });
    label.append(element("span", name, { className: "full" }), element("span", kurz || name, { className: "short" }));
    district.bindTooltip(label, { permanent: true, direction: "center", pane: "names", className: "map-label" });
  }
  let zoom;
  const settle = () => {
    if (zoom === map.getZoom()) return;
    zoom = map.getZoom();
    map.getContainer().classList.toggle("is-far", zoom < 10);
    const taken = points.getLayers().map((point) => around(map.latLngToLayerPoint(point.getLatLng()), 18, 18));
    for (const district of districts) taken.push(placed(map, district, taken));
  };
  map.on("moveend", settle); // by then the borders are drawn anew
  settle();
}

const around = ({ x, y }, width, height) => ({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });

const shared = (a, b) =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

// Puts the name where it covers least of what is there already, as near to the middle as that allows and
// inside the district. Returns its box.
function placed(map, district, taken) {
  const middle = map.latLngToLayerPoint(district.getCenter());
  const { offsetWidth, offsetHeight } = district.getTooltip().getElement().firstChild;
  let best;
  for (const x of [0, -12, 12, -24, 24, -36, 36]) {
    for (const y of [0, -8, 8, -16, 16, -24, 24, -32, 32]) {
      const spot = middle.add([x, y]);
      if ((x || y) && !holds(district.getElement(), spot)) continue;
      const box = around(spot, offsetWidth, offsetHeight);
      const cost = taken.reduce((sum, other) => sum + shared(box, other), 0) + Math.hypot(x, y);
      if (!best || cost < best.cost) best = { cost, box, spot };
    }
  }
  district.getTooltip().setLatLng(map.layerPointToLatLng(best.spot));
  return best.box;
}

// On a canvas, which many points are drawn on, nobody knows; then the name stays in the middle.
function holds(path, { x, y }) {
  const point = path?.ownerSVGElement.createSVGPoint();
  return Boolean(point) && path.isPointInFill(Object.assign(point, { x, y }));
}

// Counties share a colour, so the legend groups the names by it.
function showLegend(regions) {
  const colours = new Map();
  for (const [name, colour] of Object.values(regions)) colours.set(colour, [...(colours.get(colour) ?? []), name]);
  const box = document.getElementById("legende");
  box.querySelector("ul").replaceChildren(
    ...[...colours].map(([colour, names]) => {
      const item = element("li", names.join(", "));
      const point = element("span", "", { className: "map-point" });
      point.style.backgroundColor = colour;
      item.prepend(point);
      return item;
    }),
  );
  box.hidden = !colours.size;
}

function draw(L, box, borders, data) {
  // In a box of its own: Leaflet writes styles on it, and htmx copies those of elements with an id.
  const canvas = Object.assign(document.createElement("div"), { className: "map-canvas" });
  box.replaceChildren(canvas);
  const map = L.map(canvas, { zoomControl: false, scrollWheelZoom: false, preferCanvas: data.punkte.length > 500 });
  L.control.zoom({ zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut }).addTo(map);
  map.attributionControl.setPrefix(false).addAttribution(credit(`${box.dataset.credit} ${borders.quellenvermerk}`));
  const style = (feature) => ({
    className: `map-border ${feature.properties.art}`,
    weight: feature.properties.art === "bezirk" ? 1 : 1.5,
    fillOpacity: feature.properties.art === "land" ? 0.9 : 0.5,
  });
  map.createPane("names").style.zIndex = 450; // above the points: a name that is covered says nothing
  const districts = L.geoJSON(borders, { style, interactive: false, pane: "tilePane" }).addTo(map);
  const layer = pointLayer(L, data, box.dataset.profile).addTo(map);
  map.fitBounds(data.punkte.length ? layer.getBounds().pad(0.15) : [[52.34, 13.09], [52.68, 13.76]], { maxZoom: 13 });
  namePoints(map, layer, box.dataset.close); // drawn only now, as the map has its view
  labelDistricts(map, districts, layer);
  return map;
}

export async function showMap() {
  const box = document.getElementById("karte");
  if (!box || box.dataset.shown) return;
  box.dataset.shown = "1";
  try {
    const [L, borders, data] = await Promise.all([loadLibrary(box), json(box.dataset.borders), json(box.dataset.points)]);
    box.hidden = false;
    draw(L, box, borders, data);
    showLegend(data.regionen);
  } catch {
    box.hidden = true; // the schematic above and the list below are still there
  }
}
