document.querySelector('form[data-sends-itself]').submit();
