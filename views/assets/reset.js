/**
 * The page for a new password, made quicker: the rules' marks follow what is typed, and what is
 * typed can be hidden. Everything also works without this.
 */
const form = document.querySelector('[data-reset-form]');
const field = form.querySelector('#password');
const rules = form.querySelector('[data-rules-at]');
const status = form.querySelector('[data-rules-status]');

const pauseMs = 300;
let timer;
let asking = new AbortController();

const itemOf = ({ id, state, text, words }) => {
  const item = document.createElement('li');
  item.dataset.rule = id;
  if (state !== 'open') item.dataset.met = state === 'met' ? 'yes' : 'no';
  const inWords = document.createElement('span');
  inWords.className = 'ds-sr-only';
  inWords.textContent = `, ${words}`;
  item.append(text, inWords);
  return item;
};

/** Drops a question that has been overtaken, by more typing or by the form itself. */
const stopAsking = () => {
  clearTimeout(timer);
  asking.abort();
};

/** The server judges, by the same rules as when the form is sent. */
const judge = async () => {
  asking = new AbortController();
  const response = await fetch(rules.dataset.rulesAt, {
    method: 'POST',
    body: new URLSearchParams(new FormData(form)),
    headers: { Accept: 'application/json' },
    redirect: 'error',
    signal: asking.signal,
  });
  if (!response.ok) return;
  const judged = await response.json();
  rules.replaceChildren(...judged.rules.map(itemOf));
  status.textContent = judged.summary;
};

const judgeSoon = () => {
  stopAsking();
  timer = setTimeout(() => {
    // Without an answer the marks stay as they are; the form itself tells.
    judge().catch(() => undefined);
  }, pauseMs);
};

field.addEventListener('input', judgeSoon);

const show = form.querySelector('[data-reset-show]');
const checkbox = show.querySelector('input');
show.hidden = false;
// A browser may bring its own memory of the box along on a reload.
checkbox.checked = true;
checkbox.addEventListener('change', () => {
  field.type = checkbox.checked ? 'text' : 'password';
});

// Sent as a password, the browser offers to save it and keeps it out of its list of typed texts.
form.addEventListener('submit', () => {
  stopAsking();
  field.type = 'password';
});
