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
        .bindTooltip(short);
    }),
  );
}

// What a screen reader says of a point. The keyboard has the list below, which shows the same.
function namePoints(layer) {
  layer.eachLayer((point) => {
    const drawn = point.getElement?.(); // none on a canvas, where the points of a large map are
    drawn?.setAttribute("role", "button");
    drawn?.setAttribute("aria-label", point.options.label);
  });
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

// Names of the districts, from the scale on at which all of them have room.
function labelDistricts(map, layer) {
  layer.eachLayer((district) => {
    const { art, name } = district.feature.properties;
    const label = Object.assign(document.createElement("span"), { textContent: name });
    if (art === "bezirk") district.bindTooltip(label, { permanent: true, direction: "center", pane: "names", className: "map-label" });
  });
  const choose = () => map.getContainer().classList.toggle("is-far", map.getZoom() < 10);
  map.on("zoomend", choose);
  choose();
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
  map.createPane("names").style.zIndex = 300; // above the borders, below the points
  const districts = L.geoJSON(borders, { style, interactive: false, pane: "tilePane" }).addTo(map);
  const layer = pointLayer(L, data, box.dataset.profile).addTo(map);
  map.fitBounds(data.punkte.length ? layer.getBounds().pad(0.15) : [[52.34, 13.09], [52.68, 13.76]], { maxZoom: 13 });
  namePoints(layer); // drawn only now, as the map has its view
  labelDistricts(map, districts);
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
