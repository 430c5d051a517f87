// Goes on by itself from a page that only carries a form to another address; without this its button does.
document.querySelector('form[data-sends-itself]').requestSubmit();
