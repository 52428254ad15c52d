'use strict';
(() => {
  const foldsOf = (place) => [...document.querySelectorAll(`#${place} details`)];
  for (const button of document.querySelectorAll('[data-unfold], [data-fold]')) {
    const { unfold, fold } = button.dataset;
    button.addEventListener('click', () => {
      for (const it of foldsOf(unfold ?? fold)) it.open = unfold !== undefined;
    });
  }

  for (const input of document.querySelectorAll('[data-search]')) {
    const list = document.getElementById(input.dataset.search);
    const groups = [...list.querySelectorAll('details')].map((group) => ({
      group,
      wasOpen: group.open,
      rows: [...group.querySelectorAll('tbody tr')].map((row) => ({
        row,
        text: [...row.cells].map((cell) => cell.textContent).join(' ').toLowerCase(),
      })),
    }));
    const total = groups.reduce((sum, { rows }) => sum + rows.length, 0);
    const count = (number) => String(number).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
    const search = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter((word) => word !== '');
      let found = 0;
      for (const { group, wasOpen, rows } of groups) {
        let here = 0;
        for (const { row, text } of rows) {
          const fits = words.every((word) => text.includes(word));
          row.hidden = !fits;
          if (fits) here += 1;
        }
        found += here;
        group.hidden = here === 0;
        group.open = words.length === 0 ? wasOpen : here > 0 && found <= 400;
      }
      input.parentElement.querySelector('output').value = `${count(found)} of ${count(total)} ${list.dataset.unit}`;
    };
    input.addEventListener('input', search);
    input.addEventListener('keydown', ({ key }) => {
      if (key !== 'Escape') return;
      input.value = '';
      search();
    });
  }
})();
