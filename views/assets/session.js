// Warns two minutes before the session ends, and leaves the page when it has: a shared device must
// not go on showing what is personal. All tabs of the browser share one end, kept in local storage with
// the owner of the session: when that is somebody else, or nobody any more, the page is left at once.
const warning = document.querySelector('[data-session-left]');
const stay = warning.querySelector('form');
const warnBefore = 120_000;
const fullTime = Number(warning.dataset.sessionLeft) * 1000;
const place = 'portal.session.ends';
const mine = stay.elements._owner.value;

/** Milliseconds; none when the session is no longer this page's. */
const timeLeft = () => {
  const [owner, endsAt] = (localStorage.getItem(place) ?? '').split(' ');
  return owner === mine ? Number(endsAt) - Date.now() : 0;
};
const begin = (time) => localStorage.setItem(place, `${mine} ${Date.now() + time}`);

const post = (path, form) =>
  fetch(path, {
    method: 'POST',
    headers: { Accept: 'application/json' },
    body: new URLSearchParams(new FormData(form)),
    redirect: 'manual',
  });

const leave = async () => {
  clearInterval(ticking);
  // What is half typed is kept first; then the session ends, also on the server.
  const mainForm = document.querySelector('#main-form[method="post"]');
  if (mainForm) await post('/kvar', mainForm).catch(() => undefined);
  await post('/auth/logout', stay).catch(() => undefined);
  location.replace(warning.dataset.leave);
};

const look = () => {
  const left = timeLeft();
  if (left <= 0) {
    leave();
    return;
  }
  const isNear = left <= Math.min(warnBefore, fullTime / 2);
  if (isNear && warning.hidden) {
    warning.hidden = false;
    stay.querySelector('button').focus();
  } else if (!isNear) warning.hidden = true;
};

const extend = async () => {
  const answer = await post('/kvar', stay).catch(() => undefined);
  if (answer?.ok) begin((await answer.json()).secondsLeft * 1000);
  return answer;
};

stay.addEventListener('submit', async (event) => {
  event.preventDefault();
  const answer = await extend();
  if (answer?.ok) look();
  else if (answer) leave();
});

// Whoever types is still there.
let extendedAt = Date.now();
document.addEventListener('input', () => {
  if (Date.now() - extendedAt < 60_000) return;
  extendedAt = Date.now();
  extend();
});

document.querySelector('form[action="/auth/logout"]').addEventListener('submit', () => {
  clearInterval(ticking);
  localStorage.removeItem(place);
});

begin(fullTime);
const ticking = setInterval(look, 1000);
