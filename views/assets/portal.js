// Makes what already works without script a little quicker; see docs/look.md for the attributes.
const field = (element, name) => document.getElementById(element.dataset[name]);

for (const button of document.querySelectorAll('[data-fill]')) {
  button.addEventListener('click', (event) => {
    const input = field(button, 'fill');
    if (!input) return;
    event.preventDefault();
    input.value = button.dataset.value;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    input.focus();
  });
}

for (const holder of document.querySelectorAll('[data-reveal]')) {
  const input = field(holder, 'reveal');
  holder.hidden = false;
  holder.querySelector('input').addEventListener('change', ({ target }) => {
    input.type = target.checked ? 'text' : 'password';
  });
}

for (const rule of document.querySelectorAll('[data-min-length]')) {
  const input = field(rule, 'ruleFor');
  input?.addEventListener('input', () => {
    const long = [...input.value.normalize('NFC')].length >= Number(rule.dataset.minLength);
    if (long) rule.dataset.met = 'yes';
    else delete rule.dataset.met;
  });
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}

for (const form of document.querySelectorAll('form[data-once]')) {
  let sent = false;
  form.addEventListener('submit', (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
}

// A page that the browser kept is asked for anew: by now it may be another person's.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});

document.querySelector('.ds-error-summary')?.focus();
