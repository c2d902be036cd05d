"use strict";
// The live page: reads the server's events, shows each as text, and sends a prediction. It has no other way to the
// server. Everything that comes is put into the page as text; only the ladder comes as markup, which the server's
// template has escaped.

const MOST_LINES = 400;
const words = document.body.dataset;
const projector = new URLSearchParams(location.search).has("projector");
const state = {
  you: "", last: "", clock: 0, over: false, question: 0, mine: "", blocked: [], drawing: false, again: false,
};

document.body.classList.toggle("projector", projector);

function element(id) {
  return document.getElementById(id);
}

function make(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

// Boxes whose reader has scrolled away from the newest; all others keep it in sight, whatever their size becomes.
const away = new WeakSet();

function toEnd(box) {
  if (!away.has(box)) {
    box.scrollTop = box.scrollHeight;
  }
}

function follow(box) {
  box.addEventListener("scroll", () => {
    if (box.scrollHeight - box.scrollTop - box.clientHeight < 40) {
      away.delete(box);
    } else {
      away.add(box);
    }
  });
  new ResizeObserver(() => toEnd(box)).observe(box);
}

// ---- lines

function addLine(item) {
  const lines = element("lines");
  lines.append(item);
  while (lines.children.length > MOST_LINES) {
    lines.firstChild.remove();
  }
  toEnd(lines);
}

function typed(event) {
  const item = make("li", "typed", "");
  if (event.n > 0) {
    item.append(make("span", "number", String(event.n)));
    item.id = "call-" + event.n;
  }
  item.append(make("code", "", event.s));
  addLine(item);
}

function prose(event) {
  if (event.k === "title") {
    element("title").textContent = event.s;
    document.title = event.s;
  }
  addLine(make("li", "prose " + event.k, event.s));
}

// ---- the room: sockets, calls that block

function room(event) {
  element("status").textContent = words.viewers.replace("{1}", event.viewers);
  element("status").className = "";
  element("sockets").replaceChildren(...event.sockets.map(socket));
  state.blocked = event.blocked;
  tick();
}

function socket(s) {
  const item = make("li", s.current ? "current" : "", "");
  const head = make("p", "", "");
  head.append(make("b", "", s.name), make("span", "kind", s.kind), make("span", "tcp", s.state));
  item.append(head);
  const ends = s.local + (s.remote ? " → " + s.remote : "");
  if (ends) {
    item.append(make("p", "ends", ends));
  }
  if (s.queues) {
    item.append(make("p", s.waits ? "queues waits" : "queues", (s.waits ? "● " : "○ ") + s.queues));
  }
  return item;
}

function tick() {
  const now = Date.now() + state.clock;
  element("blocked").replaceChildren(...state.blocked.map((call) => {
    const item = make("li", "", "");
    const seconds = Math.max(0, (now - call.since) / 1000);
    item.append(make("code", "", call.line), make("span", "seconds", seconds.toFixed(1) + " s"));
    return item;
  }));
}

// ---- the ladder: drawn by the server, fetched once for each drawing

async function ladder() {
  if (state.drawing) {
    state.again = true;
    return;
  }
  state.drawing = true;
  await new Promise((done) => setTimeout(done, projector ? 0 : Math.random() * 300)); // not the whole room at once
  try {
    const response = await fetch("ladder");
    if (response.ok) {
      const drawing = new DOMParser().parseFromString(await response.text(), "text/html");
      const pane = element("ladder");
      pane.replaceChildren(...drawing.body.children);
      fit(pane);
      toEnd(pane);
    }
  } catch (e) {
    state.again = false; // the connection is gone: the next event says that there is a drawing
  }
  state.drawing = false;
  if (state.again) {
    state.again = false;
    ladder();
  }
}

// As wide as there is room, within what can be read.
function fit(pane) {
  const heads = pane.querySelector("svg.heads");
  if (heads) {
    const zoom = (pane.clientWidth - 4) / Number(heads.getAttribute("width"));
    pane.style.setProperty("--zoom", String(Math.min(projector ? 1.7 : 1.2, Math.max(0.85, zoom))));
  }
}

// ---- predict, see, explain

function ask(event) {
  if (event.id === state.question) {
    return;
  }
  state.question = event.id;
  element("ask").hidden = event.id === 0;
  if (event.id === 0) {
    return;
  }
  state.mine = "";
  element("reveal").hidden = true;
  element("question").textContent = event.question;
  element("askline").textContent = event.line;
  element("own").value = "";
  element("sent").textContent = "";
  element("choices").replaceChildren(...event.choices.map((choice) => {
    const button = make("button", "choice", choice);
    button.type = "button";
    button.disabled = projector;
    button.addEventListener("click", () => answer(choice));
    return button;
  }));
}

async function answer(text) {
  const question = state.question;
  const trimmed = text.trim();
  if (!trimmed || question === 0) {
    return;
  }
  let counts = false;
  try {
    const response = await fetch("answer", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ question: question, you: state.you, answer: trimmed }),
    });
    counts = response.ok;
  } catch (e) {
    counts = false;
  }
  if (question !== state.question) {
    return;
  }
  element("sent").textContent = (counts ? words.sent : words.late).replace("{1}", trimmed);
  if (counts) {
    state.mine = trimmed;
    for (const button of element("choices").children) {
      button.setAttribute("aria-pressed", String(button.textContent === trimmed));
    }
  }
}

function reveal(event) {
  element("ask").hidden = true;
  element("reveal").hidden = false;
  element("revealed").textContent = event.question;
  element("revealline").textContent = event.line;
  element("actual").textContent = event.actual;
  element("bars").replaceChildren(...event.rows.map((row) => bar(row, event.answers)));
  element("had").textContent = event.answers === 0
    ? words.none
    : words.had.replace("{1}", event.right).replace("{2}", event.answers);
  state.question = 0;
}

function bar(row, all) {
  const mine = state.mine.toLowerCase() === row.answer.toLowerCase();
  const item = make("li", row.right ? "right" : "", "");
  const meter = document.createElement("meter");
  meter.max = all;
  meter.value = row.count;
  const label = make("span", "answer", (row.right ? "✓ " : "") + row.answer + (mine ? " " + words.you : ""));
  item.append(label, meter, make("span", "count", String(row.count)));
  return item;
}

// ---- events

function take(event) {
  switch (event.t) {
    case "hello":
      state.you = state.you || event.you;
      state.clock = event.now - Date.now();
      state.over = false;
      break;
    case "over":
      state.over = true;
      status(words.over);
      break;
    case "session":
      element("lines").replaceChildren();
      element("ladder").replaceChildren();
      element("title").textContent = "socklab";
      element("reveal").hidden = true;
      break;
    case "gap":
      addLine(make("li", "line note", words.gap.replace("{1}", event.lost)));
      break;
    case "typed":
      typed(event);
      break;
    case "line":
      addLine(make("li", "line " + event.k, event.s));
      break;
    case "prose":
      prose(event);
      break;
    case "room":
      room(event);
      break;
    case "ladder":
      ladder();
      break;
    case "ask":
      ask(event);
      break;
    case "reveal":
      reveal(event);
      break;
  }
}

function status(text) {
  element("status").textContent = text;
  element("status").className = "lost";
}

// A browser comes again by itself after a failure of the network, and says what it had last; not after a refusal.
function connect() {
  const source = new EventSource("events" + (state.last ? "?last=" + encodeURIComponent(state.last) : ""));
  source.onmessage = (message) => {
    state.last = message.lastEventId || state.last;
    take(JSON.parse(message.data));
  };
  source.onerror = () => {
    status(state.over ? words.over : words.lost);
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(connect, 3000 + Math.random() * 3000);
    }
  };
}

element("answer").addEventListener("submit", (event) => {
  event.preventDefault();
  answer(element("own").value);
});
follow(element("lines"));
follow(element("ladder"));
addEventListener("resize", () => fit(element("ladder")));
setInterval(tick, 200);
connect();
