// The camera at the door reads the codes of registrations, one after the other. Browsers that cannot read codes
// by themselves get a reader, and only when the camera is opened. Nothing is recorded or sent but the code.
const box = document.getElementById("kamera");
const [open, close] = [box.querySelector("[data-open]"), box.querySelector("[data-close]")];
const video = box.querySelector("video");
const told = document.getElementById("gesagt");
const LOOK_MS = 200;
const SAME_MS = 4000; // a code that stays before the camera is one code
let stream = null;
let last = ["", 0];

async function reader() {
  if ("BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async () => (await detector.detect(video))[0]?.rawValue;
  }
  await new Promise((resolve, reject) => {
    document.head.append(Object.assign(document.createElement("script"), { src: box.dataset.script, onload: resolve, onerror: reject }));
  });
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return async () => {
    [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
    if (!canvas.width) return undefined;
    context.drawImage(video, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    return window.jsQR(data, width, height)?.data;
  };
}

function found(text) {
  if (text === last[0] && Date.now() - last[1] < SAME_MS) return;
  last = [text, Date.now()];
  navigator.vibrate?.(80);
  const url = URL.canParse(text) ? new URL(text) : null;
  const card = url?.pathname === location.pathname ? url.searchParams.get("karte") : null;
  if (card) document.dispatchEvent(new CustomEvent("karte", { detail: card }));
  else told.textContent = box.dataset.wrong;
}

async function look(read) {
  while (stream) {
    const text = await read().catch(() => undefined);
    if (stream && text) found(text);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

function shown(on) {
  [open.hidden, close.hidden, video.hidden] = [on, !on, !on];
}

open.addEventListener("click", async () => {
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    video.srcObject = stream;
    await video.play();
    shown(true);
    close.focus();
    look(await reader());
  } catch {
    stop();
    told.textContent = box.dataset.refused;
  }
});

function stop() {
  stream?.getTracks().forEach((track) => track.stop());
  [stream, video.srcObject] = [null, null];
  shown(false);
}

close.addEventListener("click", () => {
  stop();
  open.focus();
});
document.addEventListener("visibilitychange", () => document.hidden && stop());
box.hidden = !navigator.mediaDevices?.getUserMedia;
