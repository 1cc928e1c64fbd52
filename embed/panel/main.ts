/** The panel of the embedded assistant: reads its configuration, meets the page around it, and lets a visitor talk. */
import type { PageFacts, ServerFrame, SessionGrant } from "../../lib/assistant/protocol";
import type { EmbedConfig } from "../../lib/projects/protocol";
import type { HostMessage } from "../frame/protocol";
import { EMPTY_CHAT, receive, resumeOf, runningOf, write, type Chat } from "./core/chat";
import { meetHost } from "./host";
import { hostStyle } from "./host-style";
import { Link, type LinkState } from "./link/link";
import { askSession, challengeFailed, challengeRefused, SessionRefusal } from "./link/session";
import { openSocket, PROTOCOL } from "./link/socket";
import { readFrame } from "./link/wire";
import { openMemory } from "./memory";
import { textsOf } from "./texts/load";
import { openPlainText, type OpenAnswerText } from "./view/answer-text";
import { openPanel } from "./view/panel";

const config = JSON.parse(document.getElementById("config")?.textContent ?? "{}") as EmbedConfig;
const publicKey = location.pathname.split("/")[2] ?? "";
const DRAW_EVERY_MS = 150;

async function begin(): Promise<void> {
  const texts = await textsOf(config.language);
  const memory = openMemory(`parlor:${publicKey}`);
  let chat: Chat = EMPTY_CHAT;
  let state: LinkState = { is: "idle" };
  let page: PageFacts | undefined;
  let token: string | undefined;
  let isOpen = false;
  let drawnAtMs = 0;
  let drawTimer: ReturnType<typeof setTimeout> | undefined;
  let conversation: string | null = null;
  let unread = 0;
  let answerText: OpenAnswerText | undefined;
  let isLoadingText = false;

  const session = {
    get: () => memory.get("session"),
    set: (next: string | null) => {
      memory.set("session", next);
      if (!memory.lasts) host.tell({ type: "KEEP", session: next });
    },
  };
  const link = new Link({
    ask: async (ask) => {
      const wanted = { ...ask, token, page, language: config.language };
      const siteKey = config.turnstileSiteKey;
      if (siteKey === null) return askSession(publicKey, wanted);
      try {
        if (ask.session || token) return await askSession(publicKey, wanted);
      } catch (error) {
        // The earlier conversation is over: a new one begins with the challenge.
        if (!(error instanceof SessionRefusal) || error.code !== "forbidden") throw error;
      }
      const turnstile = await challenge(siteKey);
      return askSession(publicKey, { ...wanted, turnstile }).catch(challengeRefused);
    },
    socket: openSocket,
    events: async () => (await import("./link/events")).eventsWire(PROTOCOL, readFrame),
    resume: () => resumeOf(chat),
    session,
    onGrant: greet,
    onFrame: hear,
    onState: (next) => {
      const isUnknown = next.is === "refused" && next.code === "unauthenticated" && token === undefined;
      state = isUnknown ? { ...next, code: "sign_in" } : next;
      if (next.is === "refused") {
        const { code, message } = next;
        host.tell({ type: "ERROR", code: code === "unauthenticated" ? "identity_refused" : code, message });
      }
      draw();
    },
  });
  const panel = openPanel({
    config,
    texts,
    needsConsent: config.consent && memory.get("consent") === null,
    menu: () => [
      ...(chat.messages.length > 0 ? [{ label: texts.transcript, run: saveTranscript }] : []),
      {
        label: memory.get("sound") ? texts.soundOff : texts.soundOn,
        run: () => memory.set("sound", memory.get("sound") ? null : "on"),
      },
      ...(chat.messages.length > 0 ? [{ label: texts.startOver, run: startOver }] : []),
    ],
    agree: () => memory.set("consent", new Date().toISOString()),
    close: () => host.tell({ type: "TOGGLE", open: false }),
    history: () => link.send({ type: "history", before: chat.messages[0]?.seq ?? 1 }),
    resize: (size) => host.tell({ type: "RESIZE", ...size }),
    retry: () => link.restart(),
    answerText: () => answerText ?? openPlainText,
    regenerate: () => link.send({ type: "regenerate", id: crypto.randomUUID() }),
    vote: (seq, vote, comment) => link.send({ type: "feedback", seq, vote, ...(comment ? { comment } : {}) }),
    send: (text) => say(crypto.randomUUID(), text),
    resend: (id) => say(id, chat.pending.find((each) => each.id === id)?.text ?? ""),
    stop: () => link.send({ type: "stop" }),
    // A first word says that a question follows: by then the connection may as well be there.
    writing: connect,
  });
  const host = meetHost(config.origins, obey);

  function say(id: string, text: string): void {
    const isNew = !chat.pending.some((each) => each.id === id);
    // A refused id was not used up, and a repeated one happens once.
    chat = write(chat, { id, text, at: Date.now() });
    if (!link.send({ type: "message", id, text, page })) connect();
    if (isNew) host.tell({ type: "EVENT", name: "message", detail: { role: "visitor" } });
    draw();
  }

  function hear(frame: ServerFrame): void {
    const before = chat;
    chat = receive(chat, frame);
    if (frame.type === "ready") {
      panel.announcer.skip(chat.messages);
      for (const { id, text, error } of chat.pending) if (!error) link.send({ type: "message", id, text, page });
    } else if (frame.type === "error" && frame.id === undefined) {
      panel.announcer.say(frame.message);
    }
    if (chat.lostFrom !== undefined && before.lostFrom === undefined) link.restart();
    if (frame.type === "message" && frame.message.role !== "visitor" && frame.message.state !== "running")
      answered(frame.message.seq);
    draw(frame.type === "delta");
  }

  function answered(seq: number): void {
    host.tell({ type: "EVENT", name: "message", detail: { role: "assistant", seq } });
    if (memory.get("sound")) void import("./sound").then(({ chime }) => chime());
    if (isOpen) return;
    host.tell({ type: "UNREAD", count: ++unread });
    // It was kept for this answer only.
    link.close();
  }

  function greet(grant: SessionGrant): void {
    if (conversation !== null && conversation !== grant.conversation) {
      chat = { ...EMPTY_CHAT, pending: chat.pending };
      panel.announcer.forget();
    }
    conversation = grant.conversation;
  }

  function obey(message: HostMessage): void {
    switch (message.type) {
      case "INIT":
        token = message.token;
        page = message.page;
        if (message.session && session.get() === null) memory.set("session", message.session);
        panel.setFull(message.full);
        return host.tell({
          type: "READY",
          style: hostStyle(config.theme),
          scheme: config.theme.scheme === "auto" ? "light dark" : config.theme.scheme,
          name: config.texts.name,
        });
      case "TOGGLE":
        panel.setFull(message.full);
        return toggle(message.open, message.focus);
      case "RESIZE":
        return panel.setFull(message.full);
      case "EVENT":
        return event(message.name, message.detail);
    }
  }

  function toggle(next: boolean, focus: boolean): void {
    isOpen = next;
    if (next) {
      if (unread > 0) host.tell({ type: "UNREAD", count: (unread = 0) });
      if (focus) panel.focus();
      // Nobody who only looks needs a session; who has one wants to see it.
      if (session.get() !== null || chat.pending.length > 0) connect();
    } else if (runningOf(chat) === undefined && chat.pending.length === 0) link.close();
    draw();
  }

  function connect(): void {
    if (config.state !== "open") return;
    link.open();
    if (isLoadingText) return;
    isLoadingText = true;
    void import("./markdown")
      .then(
        ({ openMarkdown }) => openMarkdown,
        () => openPlainText,
      )
      .then((loaded) => {
        answerText = loaded;
        draw();
      });
  }

  function event(name: string, detail: unknown): void {
    if (name === "page") page = detail as PageFacts;
    else if (name === "prefill") panel.composer.prefill(String(detail));
    else if (name === "reset") {
      token = undefined;
      startOver();
    } else if (name === "identify" && detail !== token) {
      token = String(detail);
      if (isOpen && session.get() !== null) connect();
      link.restart();
    }
  }

  function startOver(): void {
    session.set(null);
    conversation = null;
    chat = EMPTY_CHAT;
    panel.announcer.forget();
    link.close();
    draw();
  }

  async function challenge(siteKey: string): Promise<string> {
    panel.announcer.say(texts.challenge);
    try {
      const { solveChallenge } = await import("./challenge");
      const look = { language: config.language, scheme: config.theme.scheme };
      return await solveChallenge(panel.challenge, siteKey, look);
    } catch {
      throw challengeFailed();
    }
  }

  function saveTranscript(): void {
    const { name } = config.texts;
    void import("./transcript").then(({ download, transcriptOf }) => {
      download(transcriptOf(chat.messages, { texts, assistant: name, language: config.language }), "conversation.txt");
    });
  }

  /** Tokens come faster than anybody reads: while they do, seven drawings a second; everything else is drawn at once. */
  function draw(isDelta = false): void {
    const waitMs = isDelta ? Math.max(0, drawnAtMs + DRAW_EVERY_MS - performance.now()) : 0;
    if (drawTimer !== undefined && waitMs > 0) return;
    clearTimeout(drawTimer);
    // Not within a frame: what a drawing scrolls would be an event of the next one, which costs as much again.
    drawTimer = setTimeout(() => {
      drawTimer = undefined;
      drawnAtMs = performance.now();
      panel.announcer.hear(chat.messages);
      panel.show(answerText ? chat : { ...chat, messages: [] }, state);
    }, waitMs);
  }

  // An open socket would keep the page out of the back/forward cache.
  addEventListener("pagehide", () => link.close());
  addEventListener("pageshow", ({ persisted }) => persisted && isOpen && session.get() !== null && connect());
  draw();
}

void begin();
