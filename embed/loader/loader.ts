/**
 * The script of the host's page: a launcher in a closed shadow root under <html>, and after the visitor's first intent
 * the frame of the panel. Written for bytes (npm run embed:size holds it under its bound), and for pages whose policy
 * forbids inline styles, eval and HTML from strings. What can wait for the frame comes from the frame.
 */
import type { Enveloped, FrameMessage, FramePage, HostEvent, HostMessage } from "../frame/protocol";
import { LAUNCHER_STYLE, PHONE } from "./style";

type Handler = (detail?: unknown) => void;
type Command = [name: string, ...args: unknown[]];

declare global {
  interface Window {
    Parlor?: ReturnType<typeof start> | Command[];
  }
}

const SILENT_FRAME_MS = 15_000;

function start({ src, dataset }: HTMLScriptElement) {
  const { project, position, language, accent, icon, label } = dataset;
  const { origin } = new URL(src);
  const keep = `parlor:${project}`;
  const handlers = new Set<[event: string, handler: Handler]>();
  const ending = new AbortController();
  const root = document.documentElement;
  const phone = matchMedia(PHONE);

  let { token } = dataset;
  let page: FramePage | undefined;
  let name = label ?? "Chat";
  let unread = 0;
  let frame: HTMLIFrameElement | undefined;
  let port: MessagePort | undefined;
  let waiting: HostMessage[] = [];
  let isOpen = false;
  let isReady = false;
  let byVisitor = false;
  let grip: { x: number; y: number } | undefined;
  let dragged = false;

  const host = document.createElement("parlor-widget");
  const shadow = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  const frameSheet = new CSSStyleSheet();
  sheet.replaceSync(LAUNCHER_STYLE);
  shadow.adoptedStyleSheets = [sheet, frameSheet];
  const button = document.createElement("button");
  button.append(document.createElement("i"));
  shadow.append(button);

  const listen = (target: EventTarget | null, event: string, handler: (event: never) => void) =>
    target?.addEventListener(event, handler as EventListener, ending);
  const emit = (event: string, detail?: unknown) =>
    handlers.forEach(([wanted, handler]) => wanted === event && handler(detail));
  const set = (key: string, value: string | undefined) => value && host.style.setProperty(key, value);
  const post = (message: HostMessage) => port?.postMessage({ parlor: 1, ...message });
  const tell = (event: HostEvent, detail?: unknown) => {
    const message: HostMessage = { type: "EVENT", name: event, detail };
    if (isReady) post(message);
    else waiting.push(message);
  };
  // Neither search nor hash: what a page keeps there is its own, unless it says so by setPage.
  const pageFacts = () => page ?? { url: location.origin + location.pathname, title: document.title };
  const tellPage = () => isReady && tell("page", pageFacts());
  const store = (session?: string | null) => {
    try {
      if (session) localStorage[keep] = session;
      if (session === null) delete localStorage[keep];
      return localStorage[keep] as string | undefined;
    } catch {
      // The page may not store either: the session ends with it.
      return undefined;
    }
  };
  const mayStore = dataset.storage !== "none";

  const draw = () => {
    button.ariaExpanded = `${isOpen && isReady}`;
    button.ariaBusy = `${isOpen && !isReady}`;
    button.ariaLabel = name + (unread ? ` (${unread})` : "");
    button.dataset.unread = `${unread}`;
    if (!frame) return;
    frame.title = name;
    frame.className = isOpen && isReady ? "on" : "";
  };
  const mount = () => {
    if (host.isConnected) return;
    // The frame begins anew wherever the page puts us.
    isReady = false;
    root.append(host);
    if (dataset.layer !== "inline" && host.showPopover) {
      host.popover = "manual";
      host.showPopover();
    }
    draw();
  };
  const wake = () => {
    if (frame) return;
    const added = (frame = document.createElement("iframe"));
    added.src = `${origin}/embed/${project}${language ? `?lang=${language}` : ""}`;
    added.allow = "microphone;clipboard-write";
    added.sandbox.value =
      "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads";
    shadow.prepend(added);
    setTimeout(() => {
      if (isReady || frame !== added) return;
      added.remove();
      frame = undefined;
      isOpen = false;
      draw();
      emit("error", { code: "no_answer", message: added.src });
    }, SILENT_FRAME_MS);
  };
  const shown = () => {
    draw();
    if (isOpen) {
      tellPage();
      if (byVisitor) frame?.focus();
    }
    post({ type: "TOGGLE", open: isOpen, focus: byVisitor, full: phone.matches });
    emit(isOpen ? "open" : "close");
  };
  const show = (next: boolean, focus = true) => {
    if (next) wake();
    if (next === isOpen) return;
    isOpen = next;
    byVisitor = focus;
    if (isReady) shown();
    else draw();
    if (!next && shadow.activeElement) button.focus();
  };

  const hear = ({ data }: MessageEvent<FrameMessage>) => {
    const { type } = data;
    if (type === "READY") {
      isReady = true;
      frameSheet.replaceSync(data.style);
      frame?.style.setProperty("color-scheme", data.scheme, "important");
      name = label ?? data.name;
      draw();
      waiting.forEach(post);
      waiting = [];
      emit("ready");
      if (isOpen) shown();
    } else if (type === "TOGGLE") show(data.open);
    else if (type === "RESIZE") {
      set("--w", `${data.width}px`);
      set("--h", `${data.height}px`);
    } else if (type === "UNREAD") {
      unread = data.count;
      draw();
      emit("unread", unread);
    } else if (type === "EVENT") emit(data.name, data.detail);
    else if (type === "ERROR") emit("error", data);
    else if (type === "KEEP" && mayStore) store(data.session);
  };
  listen(window, "message", ({ source, origin: from, data }: MessageEvent<Enveloped<FrameMessage> | null>) => {
    if (!frame || source !== frame.contentWindow || from !== origin || data?.type !== "HELLO") return;
    const { port1, port2 } = new MessageChannel();
    port = port1;
    port1.onmessage = hear;
    const session = mayStore ? store() : undefined;
    const init: HostMessage = { type: "INIT", token, session, page: pageFacts(), full: phone.matches };
    frame.contentWindow?.postMessage({ parlor: 1, ...init }, origin, [port2]);
  });
  listen(phone, "change", () => post({ type: "RESIZE", full: phone.matches }));
  // Focus goes into the frame before anything is written there: the page may be another one by now.
  listen(window, "blur", tellPage);
  const fit = () => {
    set("--t", `${visualViewport?.offsetTop}px`);
    set("--v", `${visualViewport?.height}px`);
  };
  listen(visualViewport, "resize", fit);
  listen(visualViewport, "scroll", fit);

  button.onpointerenter = button.onfocus = wake;
  button.onpointerdown = ({ pointerId, offsetX, offsetY }) => {
    grip = { x: offsetX, y: offsetY };
    dragged = false;
    button.setPointerCapture(pointerId);
  };
  button.onpointermove = ({ clientX, clientY, offsetX, offsetY }) => {
    if (!grip || (!dragged && Math.hypot(offsetX - grip.x, offsetY - grip.y) < 6)) return;
    dragged = true;
    set("--x", `${((clientX - grip.x) / innerWidth) * 100}%`);
    set("--y", `${((clientY - grip.y) / innerHeight) * 100}%`);
  };
  button.onlostpointercapture = () => (grip = undefined);
  button.onclick = () => {
    if (!dragged) show(!isOpen);
    dragged = false;
  };
  button.onkeydown = ({ key }) => {
    // In a block: a handler that answers false takes Enter from the button.
    if (key === "Escape") show(false);
  };
  const watch = new MutationObserver(mount);
  watch.observe(root, { childList: true });

  const api = {
    open: () => show(true),
    close: () => show(false),
    toggle: () => show(!isOpen),
    identify: (next: string) => tell("identify", (token = next)),
    reset() {
      token = undefined;
      store(null);
      tell("reset");
    },
    setPage(facts: FramePage) {
      page = facts;
      tellPage();
    },
    prefill: (text: string) => tell("prefill", text),
    /** Answers a function that ends it. */
    on(...entry: [event: string, handler: Handler]) {
      handlers.add(entry);
      return () => handlers.delete(entry);
    },
    destroy() {
      ending.abort();
      watch.disconnect();
      host.remove();
      delete window.Parlor;
    },
    push([command, ...args]: Command) {
      (api as unknown as Record<string, (...args: unknown[]) => unknown>)[command]?.(...args);
    },
  };
  set("--a", accent);
  set("--x", position && (position === "left" ? "20px" : "100% - 76px"));
  set("--i", icon && `path("${icon}")`);
  mount();
  if (dataset.auto) setTimeout(() => host.isConnected && !phone.matches && show(true, false), +dataset.auto * 1_000);
  return api;
}

const script = document.currentScript ?? document.querySelector("script[data-project]");
const earlier = window.Parlor ?? [];
if (script instanceof HTMLScriptElement && Array.isArray(earlier)) {
  window.Parlor = start(script);
  earlier.forEach(window.Parlor.push);
}
