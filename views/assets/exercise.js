// Takes an exercise on without loading the page anew: what comes of a choice appears where the choice
// stood, and a screen reader is brought there. Whatever else the server answers is left to the browser.
const place = document.querySelector('[data-exercise]');
let isBusy = false;
/** The address whose page is shown; a leap within the page is no other page. */
const here = () => location.pathname + location.search;
let shown = here();

/** What the page's form has outside of it: the other language, and the button for the Enter key. */
const aroundForm = ['.top [lang]', 'body > [form="main-form"]'];

const replace = (page, selector) => {
  const [old, next] = [document.querySelector(selector), page.querySelector(selector)];
  if (old && next) old.replaceWith(next);
  else if (next) document.body.prepend(next);
  else old?.remove();
};

const fill = (page) => {
  place.replaceChildren(...page.querySelector('[data-exercise]').childNodes);
  for (const selector of aroundForm) replace(page, selector);
  document.title = page.title;
  const found = place.querySelector('.ds-error-summary, #outcome') ?? place.querySelector('h2, h1');
  found.tabIndex = -1;
  found.focus({ preventScroll: true });
  found.scrollIntoView({ block: 'center' });
  if (place.querySelector('[data-rings]')) navigator.vibrate?.(200);
};

const show = async (answer) => {
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const isHere = new URL(answer.url).pathname === location.pathname;
  if (!isHere || !page.querySelector('[data-exercise]')) {
    location.assign(answer.url);
    return;
  }
  if (answer.ok) history.pushState(null, '', answer.url);
  shown = here();
  fill(page);
  // The page has been used: what counts down to the end of the session listens for this.
  document.dispatchEvent(new Event('input'));
};

/** `otherwise`: what the browser does by itself, when the server cannot be asked this way. */
const ask = async (address, options, otherwise) => {
  if (isBusy) return;
  isBusy = true;
  try {
    await show(await fetch(address, options));
  } catch {
    otherwise();
  } finally {
    isBusy = false;
  }
};

place.addEventListener('submit', (event) => {
  const { target: form, submitter } = event;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, submitter));
  ask(form.action, { method: 'POST', body }, () => {
    if (submitter?.name) {
      const chosen = document.createElement('input');
      Object.assign(chosen, { type: 'hidden', name: submitter.name, value: submitter.value });
      form.append(chosen);
    }
    form.submit();
  });
});

place.addEventListener('click', (event) => {
  const link = event.target.closest('a');
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  if (!link || !isPlain || link.pathname !== location.pathname || link.hash) return;
  event.preventDefault();
  ask(link.href, {}, () => location.assign(link.href));
});

addEventListener('popstate', () => {
  if (here() !== shown) location.reload();
});
